"""The forms in which services issue their keys and tokens: a prefix that nothing else has, or a shape of their own.

Each is a pattern with the words one of which, in lower case, every match holds.
"""

TOKENS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # models and their tools
    (r"sk-(?:proj-|ant-(?:api\d\d-|admin\d\d-)?|or-(?:v1-)?|svcacct-|admin-|lf-)?(?=[\w\-]{0,80}\d)[A-Za-z0-9_\-]{16,}", ("sk-",)),
    (r"pk-lf-[A-Za-z0-9\-]{16,}", ("pk-lf",)),
    (r"hf_(?:[A-Za-z0-9]{30,}|(?=[A-Za-z0-9]{0,40}\d)[A-Za-z0-9]{16,})", ("hf_",)),
    (r"api_org_[A-Za-z0-9]{16,}", ("api_org",)),
    (r"(?:r8|fw|hfp|e2b|rpa|pcsk|jina|tgp_v1)_(?=\w{0,60}\d)[A-Za-z0-9_\-]{20,}", ("r8_", "fw_", "hfp_", "e2b_", "rpa_", "pcsk_", "jina_", "tgp_v1")),
    (r"(?:gsk|bce|pplx|xai|tvly|nvapi|csk|KGAT|phc|phx)[_\-](?=[\w\-]{0,60}\d)[A-Za-z0-9_\-]{20,}", ("gsk_", "bce-", "pplx", "xai-", "tvly", "nvapi", "csk-", "kgat_", "phc_", "phx_")),
    (r"lsv2_(?:pt|sk)_[a-f0-9_]{20,}|ls__[a-f0-9]{32}", ("lsv2_", "ls__")),
    (r"wandb_v1_[A-Za-z0-9_]{20,}|local-[0-9a-f]{40}", ("wandb_v1", "local-")),
    # code
    (r"gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{20,}", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat")),
    (r"gl(?:pat|rt|dt|ft|cbt|ptt|imt|agent|oas|soat)-[A-Za-z0-9_\-]{16,}|GR1348941[\w\-]{20}", ("glpat", "glrt-", "gldt-", "glft-", "glcbt-", "glptt-", "glimt-", "glagent-", "gloas-", "glsoat-", "gr1348941")),
    (r"ATBB[A-Za-z0-9]{24,}|AT[AC]TT3x[A-Za-z0-9_\-=]{40,}", ("atbb", "attt3x", "atatt3x", "atctt3x")),
    (r"npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_\-]{30,}|rubygems_[a-f0-9]{40,}|oy2[a-z0-9]{43}|CLOJARS_[a-z0-9]{50,}", ("npm_", "pypi-", "rubygems_", "oy2", "clojars_")),
    (r"dckr_(?:pat|oat)_[A-Za-z0-9_\-]{20,}|sgp_[A-Za-z0-9_]{32,}|lin_(?:api|oauth)_[A-Za-z0-9]{32,}|pul-[a-f0-9]{40}|pnu_[A-Za-z0-9]{30,}", ("dckr_", "sgp_", "lin_api", "lin_oauth", "pul-", "pnu_")),
    (r"(?:AKCp|cmVmd)[A-Za-z0-9]{40,}|NRAK-[A-Z0-9]{20,}|NR(?:JS|II|IQ)-[A-Za-z0-9_\-]{18,}|PMAK-[a-f0-9]{24}-[a-f0-9]{20,}|figd_[A-Za-z0-9_\-]{30,}|CFPAT-[\w\-]{40,}", ("akcp", "cmvmd", "nrak-", "nrjs-", "nrii-", "nriq-", "pmak-", "figd_", "cfpat-")),
    (r"sntry[su]_[A-Za-z0-9+/=_]{30,}|gl(?:c|sa)_[A-Za-z0-9+/_]{30,}={0,2}|rdme_[a-z0-9]{60,}|dt0c01\.[A-Z0-9]{20,}\.[A-Z0-9]{40,}", ("sntrys_", "sntryu_", "glc_", "glsa_", "rdme_", "dt0c01")),
    # clouds
    (r"(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ABIA|ACCA)[A-Z0-9]{12,}|ABSK[A-Za-z0-9+/]{60,}={0,2}", ("akia", "asia", "agpa", "aida", "aroa", "anpa", "abia", "acca", "absk")),
    (r"AIza[A-Za-z0-9_\-]{30,}|ya29\.[A-Za-z0-9_\-]{20,}|GOCSPX-[A-Za-z0-9_\-]{20,}|1//0[A-Za-z0-9_\-]{30,}", ("aiza", "ya29", "gocspx", "1//0")),
    (r"do[opr]_v1_[a-f0-9]{40,}|dapi[a-f0-9]{32}(?:-\d)?|LTAI[A-Za-z0-9]{16,}|AKID[A-Za-z0-9]{32}|HRKU-[A-Za-z0-9_\-]{30,}", ("dop_v1", "doo_v1", "dor_v1", "dapi", "ltai", "akid", "hrku-")),
    (r"hv[sbr]\.[A-Za-z0-9_\-]{20,}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_\-=]{40,}|dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9_.\-]{30,}|AGE-SECRET-KEY-1[A-Z0-9]{40,}|ops_eyJ[A-Za-z0-9+/=]{60,}", ("hvs.", "hvb.", "hvr.", "atlasv1", "dp.pt", "dp.st", "dp.ct", "dp.sa", "dp.scim", "dp.audit", "age-secret", "ops_eyj")),
    (r"fo1_[\w\-]{40,}|fm[12][ar]?_[A-Za-z0-9+/]{60,}={0,3}|sbp_[a-f0-9]{40}|sb_secret_[\w\-]{20,}|pscale_(?:tkn|pw|oauth)_[\w.\-]{30,}|vc[piark]_[A-Za-z0-9]{24,}|nf[pcoub]_[A-Za-z0-9]{36}|sha256~[\w\-]{43}", ("fo1_", "fm1", "fm2", "sbp_", "sb_secret", "pscale_", "vcp_", "vci_", "vca_", "vcr_", "vck_", "nfp_", "nfc_", "nfo_", "nfu_", "nfb_", "sha256~")),
    # messages, mail, payment, tables
    (r"xox[abeoprs]-[A-Za-z0-9\-]{10,}|xox[ed][.\-][A-Za-z0-9.\-]{20,}|xapp-\d-[A-Za-z0-9\-]{10,}", ("xox", "xapp-")),
    (r"(?:https://)?hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/]{20,}|(?:https://)?(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\d+/[\w\-]+", ("hooks.slack", "webhooks")),
    (r"https://[\w.\-]*webhook\.office\.com/webhook\w*/[^\s\"'<>]+|https://hooks\.zapier\.com/hooks/catch/[^\s\"'<>]+|https://api\.telegram\.org/bot[^\s/\"']+", ("webhook", "zapier", "api.telegram")),
    (r"SG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}|xkeysib-[a-f0-9]{40,}-\w+|key-[0-9a-f]{32}", ("sg.", "xkeysib", "key-")),
    (r"[rs]k_(?:live|test|prod)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9]{16,}|sq0(?:atp|csp)-[\w\-]{22,}|EAAA[\w\-]{60}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|EZ[AT]K[A-Za-z0-9]{50,}|FLWSECK(?:_TEST)?-\w{12,}|shippo_(?:live|test)_[a-f0-9]{40}|access-(?:sandbox|development|production)-[0-9a-f\-]{36}", ("k_live", "k_test", "k_prod", "whsec", "sq0atp", "sq0csp", "eaaa", "shpat_", "shpca_", "shppa_", "shpss_", "ezak", "eztk", "flwseck", "shippo_", "access-")),
    (r"secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])|ntn_[A-Za-z0-9]{40,}|tfp_[\w\-.]{40,}|EAA[A-Z][A-Za-z0-9]{60,}|p8e-[a-z0-9]{32}|A3-[A-Z0-9]{6}-(?:[A-Z0-9]{5,11}-){3,5}[A-Z0-9]{5}|aio_[A-Za-z0-9]{28}|duffel_(?:live|test)_[\w\-]{43}", ("secret_", "ntn_", "tfp_", "eaa", "p8e-", "a3-", "aio_", "duffel_")),
    # whoever issues it: a web token, with or without its signature
    (r"eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]*)?", ("eyj",)),
)  # fmt: skip

SHAPED = (
    r"[MNO][A-Za-z\d_\-]{23,25}\.[\w\-]{6}\.[\w\-]{27,}|\d{8,10}:AA[\w\-]{32,33}(?![\w\-])|(?:AC|SK)[0-9a-f]{32}(?![0-9a-f])|[0-9a-f]{32}-us\d{1,2}(?!\w)|"
    r"[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.\-]{31,34}|(?:live|test)_[a-f0-9]{35}|pat[A-Za-z0-9]{14}\.[a-f0-9]{40,}|cio[A-Za-z0-9]{32}(?![A-Za-z0-9])"
)
"""Those that no word tells: of bots, telephones, mail, clouds."""
