"""Deeds: how a sentence says that each was done, and by which words logs tell of it."""

DEEDS = {
    "commit": (
        r"commit(?:ted|s)?(?! [0-9a-f]{6,40}\b)",
        r"commit(?:ted|s)?(?! [0-9a-f]{6,40}\b)|\[[\w./-]+(?: \(root-commit\))? [0-9a-f]{7,40}\]",
    ),
    "push": (
        r"pushed",
        r"push(?:es|ing)?|upload\w*|\w+\.\.\w+ +\S+ -> \S+|docker\.io|registry",
    ),
    "upload": (
        r"upload(?:ed|s)?",
        r"upload(?:ed|s|ing)?|push(?:ed|es|ing)?|s3|gs|hub|publish\w*|sync\w*|put|post(?:ed)?|transferr?\w*|artifacts?",
    ),
    "deploy": (
        r"deploy(?:ed|s|ment)?",
        r"deploy\w*|roll(?:ed|ing)?[-_ ]?out|live|prod(?:uction)?|serv(?:es?|ed|ing)|promot\w*|releas\w*|shipp?(?:ed)?|traffic|canary|went up|endpoint|kubectl|helm",
    ),
    "delete": (
        r"deleted",
        r"delet\w*|remov\w*|rm|unlink\w*|purg\w*|wip(?:ed|ing)|eras\w*|clean(?:ed|ing)?[-_ ]?(?:up)?|prun(?:ed|ing)|drop(?:ped|ping)?|clear(?:ed|ing)|evict\w*|truncat\w*|rotat\w*|gc|garbage",
    ),
    "merge": (
        r"merged",
        r"merg(?:e|es|ing)|squash\w*|fast-forward|fus(?:ed?|ing)|combin\w*|join(?:ed)?|rebas\w*|consolidat\w*|union|concat\w*",
    ),
    "restart": (
        r"restarted|relaunched|started again",
        r"restor\w+|resum\w+|re-?launch\w*|re-?start\w*|(?:try|attempt|retry)\W{1,2}[2-9]|reboot\w*|respawn\w*|reload\w*|bounc\w*|re-?submit\w*|re-?queu\w*|re-?init\w*|recover\w*|back (?:up|online)|re-?spin\w*|start(?:s|ed)? #?[2-9]|again|second (?:start|launch|attempt|run)|systemctl|supervis\w*|cold start|restarts?=\d+",
    ),
    "mail": (
        r"(?:e-?)?mailed",
        r"e?-?mail\w*|smtp|inbox|newsletter|mailbox|sent to|send(?:ing)?|reply|replied|drafts?",
    ),
    "accept": (
        r"accepted",
        r"accept\w*|approv\w*|adopt\w*|kept|keep|ok|agreed|merged|yes|confirm\w*|took|taken|valid|within",
    ),
    "confirm": (
        r"confirmed",
        r"confirm\w*|verif\w*|ack\w*|agree[sd]?|ok|match\w*|yes|approv\w*|reproduc\w*|valid\w*|same|consistent|holds?|checked|check|proved|true",
    ),
    "approve": (
        r"approved",
        r"approv\w*|accept\w*|sign(?:ed)?[-_ ]?off|lgtm|allow\w*|grant\w*|confirm\w*|ok(?:ay(?:ed)?)?|permit\w*|yes|releas\w*|clear(?:ed|ance)|authori[sz]\w*|go-?ahead",
    ),
    "sign": (
        r"signed",
        r"sign(?:s|ing|ature|er|ers)?|gpg|cosign|gestures?|asl|dgs|letters?|hand(?:s|shapes?)?|autograph\w*|contract\w*",
    ),
    "revert": (
        r"revert(?:ed|ing)|roll(?:ed|ing|s)? ?back",
        r"revert\w*|roll(?:ed|ing|s)?[-_ ]?back|restor\w*|undo\w*|back on|git (?:checkout|restore) (?:-- )?\S+\.\w{1,5}|git reset --hard|undid|undone|git stash|discard\w*|back to|old version|previous (?:version|model)|reset\w*|cop(?:y|ied) back|withdr\w*|taken back|restores?",
    ),
    "phone": (
        r"rang|phoned|telephoned",
        r"phon\w*|called|dial\w*|telephon\w*",
    ),
    "publish": (
        r"published",
        r"publish\w*|releas\w*|upload\w*|push(?:ed)?|public|post(?:ed)?|hub|pypi|announc\w*",
    ),
    "pull": (
        r"pull request",
        r"pull[-_ ]requests?|pr|prs|merge[-_ ]requests?|mr",
    ),
    "permission": (
        r"permission",
        r"permi\w+|approv\w*|allow\w*|denied|40[13]|forbidden|(?:un)?authori[sz]\w*|access|no token|read-only|rights?|EACCES",
    ),
    "requeue": (
        r"requeued",
        r"re-?queu\w*|re-?submit\w*|re-?schedul\w*|queue[d]?|pending|restarts?|put back|back (?:in|into|to) (?:the )?queue|retr(?:y|ies|ied)",
    ),
    "repeat": (
        r"re-?run|(?:was|were|been) (?:repeated|run again)",
        r"re-?run\w*|again|repeat\w*|retr(?:y|ied)|attempt|re-?train\w*|second|2nd|twice|restart\w*|redo\w*|redone|re-?\w*submit\w*|re-?queue\w*|(?:try|pass|round|take)\W{0,2}[2-9]|resum\w*|from (?:epoch|step|the last)|checkpoint\w*",
    ),
    "review": (
        r"reviewed",
        r"review\w*|inspect\w*|audit\w*|check(?:ed|s)?|look(?:ed|s)?|comment\w*|examin\w*|read|manual(?:ly)?|adjudicat\w*|human",
    ),
    "notify": (
        r"notified",
        r"notif\w*|e?-?mail\w*|messag\w*|slack|page[rd]?|notif\w*|alert\w*|told|tell\w*|inform\w*|sent|post(?:ed)?|ping(?:ed)?|warn\w*|webhook|pager\w*|contact\w*|announc\w*",
    ),
    "retrain": (
        r"retrained",
        r"re-?fit\w*|re-?train\w*|fine-?tun\w*|train(?:ing)?[-_ ]again|on (?:all|full|train\+val)|from scratch|second (?:training|fit)|new (?:model|training)|again|final (?:fit|model)",
    ),
    "hand": (
        r"passed on|handed (?:on|over)|forwarded|escalated",
        r"handoff|hand-?over|forward\w*|pass(?:ed|es|ing)? (?:on|over|to)|escalat\w*|to_[a-z]+|to (?:an? |the )?(?:human|person|agent|operator|expert|reviewer|supervisor|manager|staff|desk|support|specialist|team|analyst|clerk|doctor|radiologist|engineer|lawyer|nurse|physician)|handled by|manual(?:ly)?(?:[-_ ]review)?|review[-_ ]?(?:queue|er)|rout(?:ed?|ing)|re-?direct\w*|refer(?:red)?|transfer\w*|deleg\w*|assign\w*|deferr?(?:ed)?|fall-?back|queue[d]?|relay\w*|sent (?:on )?to|cascad\w*|=> ?\w+",
    ),
    "move": (
        r"moved (?:in)?to",
        r"switch\w*|convert\w*|cast|mov(?:e|ed|es|ing)|mv|->|→|transferr?\w*|relocat\w*|migrat\w*|archiv\w*|copied|shift\w*|put (?:in|into)|sent to|renam\w*|quarantin\w*|placed|goes to|dead[-_ ]letter",
    ),
    "archive": (
        r"archived",
        r"archiv\w*|tar|zip|cold storage|back-?up|gz|gzip\w*|bundl\w*|compress\w*|stor(?:ed|age)|tape|glacier",
    ),
    "clear": (
        r"cleared (?:for|to)",
        r"clear\w*|approv\w*|releas\w*|ok|pass\w*|gates?|ready|accept\w*|permitt\w*|go",
    ),
    "quarantine": (
        r"quarantined",
        r"quarantin\w*|isolat\w*|set aside|bad|reject\w*|dead[-_ ]letter|separat\w*|h[eo]ld|suspect\w*|cordon\w*|parked",
    ),
    "submit": (
        r"submitted",
        r"submit\w*|sbatch|submission|post(?:ed)?|sent|filed|hand(?:ed)? in|upload\w*|queue[d]?|qsub|kaggle|leaderboard|job id|request(?:ed)?|launch\w*",
    ),
    "solve": (
        r"(?:was|were|been) (?:re)?solved|cured|overcame",
        r"solv\w*|resolv\w*|fix\w*|repair\w*|pass(?:ed)?|correct|ok|green|cleared|works|succe\w*|gone|clean|done|closed",
    ),
    "copy": (
        r"copied to|(?:scp|cp|rsync) (?=\S)",
        r"cop(?:y|ied|ies)|scp|cp|rsync|mirror\w*|sync\w*|transferr?\w*|clon(?:e|ed|ing)|stag(?:ed|ing)",
    ),
    "retry": (
        r"retried",
        r"retr(?:y|ies|ying)|attempts?|again|tr(?:y|ies) #?[2-9]|backoff|back(?:ing)? off|re-?\w*submit\w*|re-?sent|re-?sending|repeat\w*|second|2nd|re-?request\w*|re-?run\w*|restart\w*|re-?queued?",
    ),
    "ask": (
        r"asked the user",
        r"ask\w*|questions?|prompt\w*|confirm\w*|y/n|request\w*|permission|approv\w*|clarif\w*|\?",
    ),
    "fix": (
        r"(?:was|were|been|agent|assistant|it|user|script) fixed",
        r"fix\w*|edit\w*|patch\w*|appl(?:y|ied)|writ\w+|wrote|replac\w*|modif\w*|resolv\w*|correct\w*|repair\w*|pass(?:ed)?|\+\d+ ?[-/−]|mend\w*|chang\w*|updat\w*|set|hotfix|workaround|solv\w*|cast|rais\w*|switch\w*|adjust\w*|ok|green|0 failed|no (?:errors?|failures?)|clean\w*|down-?grad\w*|upgrad\w*|pin(?:ned)?|bump\w*|now",
    ),
    "rewrite": (
        r"rewrote|rewritten",
        r"re-?writ\w*|rewrote|refactor\w*|rework\w*|revis\w*|str_replace|replac\w*|overwr\w+|re-?implement\w*|port(?:ed)?|vectori[sz]\w*|simplif\w*|migrat\w*",
    ),
    "revise": (
        r"revised",
        r"revis\w*|edit\w*|updat\w*|chang\w*|re-?draft\w*|amend\w*|v[2-9]",
    ),
    "inform": (
        r"informed|notified|alerted by",
        r"inform\w*|notif\w*|e?-?mail\w*|messag\w*|slack|told|page[rd]?|ping(?:ed)?|contact\w*|post(?:ed)?|sent|webhook|tell\w*|announc\w*",
    ),
    "request": (
        r"(?:operator|user|owner|author|maintainer|team|sender|admin\w*|reviewer|colleague|manager|customer|vendor|provider|supplier|clerk|editor)s?\b[^.;,]{0,30}? (?:was|were) asked|asked (?:the|an?|its|their) (?:operator|owner|author|maintainer|team|sender|admin\w*|reviewer|colleague|manager|customer|vendor|provider|supplier)",
        r"ask\w*|request\w*|questions?|prompt\w*|e?-?mail\w*|messag\w*|quer(?:y|ied)|contact\w*|clarif\w*|wrote to|told|invit\w*|need\w*|await\w*|waiting",
    ),
    "install": (
        r"installed",
        r"install\w*|setup|pip|npm|apt|conda|deploy\w*|added|upgrad\w*|downgrad\w*|uv|brew|poetry|wheels?|packages?|yarn|cargo|requirements|version|==",
    ),
    "rename": (
        r"renamed",
        r"renam\w*|mv|moved|->|→|called|named|name",
    ),
    "list": (
        r"(?:block|deny|allow|black|white)[- ]?list(?:ed)?",
        r"(?:block|deny|allow|black|white)[-_ ]?list\w*|block\w*",
    ),
    "order": (
        r"(?:was|were|agent|it) ordered",
        r"order\w*|purchas\w*|checkout|buy|bought|supplier|cart|basket|offer|deliver\w*|sort\w*|by (?:date|time|name|score)",
    ),
    "book": (
        r"(?:was|were|agent|it) booked",
        r"book\w*|reserv\w*|confirm\w*|hotel|flight|ticket|seat|table|appointment|meeting|calendar|slot|room|event",
    ),
    "pay": (
        r"(?:was|were) paid",
        r"pa(?:y|id)\w*|wage|EUR|USD|[$€£]",
    ),
    "cancel": (
        r"(?:subscription|order|booking|appointment|meeting)s? (?:was|were) cancel+ed",
        r"cancel\w*|unsubscrib\w*|storno|no[- ]?show|called off|void\w*|refund\w*|withdr\w*|storn\w*|deleted|dropped",
    ),
    "encrypt": (
        r"encrypted",
        r"encrypt\w*|gpg|cipher|aes\w*",
    ),
    "silence": (
        r"silenced|muted|suppressed",
        r"block\w*|withh\w+|ignor\w*|suppress\w*|noqa|mut(?:e|ed|ing)|quiet|filter\w*|silenc\w*|snooz\w*|hush\w*|off|disabl\w*|warnings?|allow\(|lint",
    ),
    "disable": (
        r"disabled|switched off|turned off",
        r"disabl\w*|off|false|unset|stop\w*|no|without|w/o|no-\w+|skip\w*|none|unload\w*|deactivat\w*|removed|down|detach\w*|shut\w*|0|fallback|drop\w*",
    ),
    "enable": (
        r"enabled|switched on|turned on",
        r"enabl\w*|on|true|set|start\w*|yes|activat\w*|unmut\w*|unlock\w*|turned",
    ),
    "restore": (
        r"restored from (?:an? |the )?(?:\w+ )?(?:backup|back-up|dump|snapshot|archive)",
        r"restor\w*|back-?ups?|snapshots?|dump\w*|archive\w*",
    ),
    "rebuild": (
        r"re-?built|re-?indexed|re-?created|regenerated|re-?generated",
        r"(?:re-?)?(?:buil[dt]|creat|generat)\w*|re-?index\w*|index(?:ed|ing)|re-?compil\w*|re-?comput\w*|re-?render\w*|refresh\w*",
    ),
    "resample": (
        r"(?:over|up|under|down|re)-?sampled|re-?balanced|re-?weighted",
        r"(?:over|up|under|down|re)?[-_ ]?sampl\w*|smote\w*|(?:re-?)?balanc\w*|\w*weight\w*",
    ),
    "finetune": (
        r"(?:was|were|been|agent|it) (?:\w+ )?fine-?tuned",
        r"fine[-_ ]?tun\w*|ft|lora|train\w*|epochs?|steps?|loss|base|model\w*|data\w*|corpus|pre-?train\w*|checkpoint\w*|weights",
    ),
    "test": (
        r"(?:wrote|added|created|extended) (?:an? |the |some )?(?:\w+ ){0,2}?tests?(?! set)",
        r"(?:write|wrote|writing|add|added|adds|adding|create|created|new|edit|edited|\+)\b[^\n]{0,60}?(?<![a-z])tests?|test_\w+|tests?/",
    ),
    "swap": (
        r"(?:was|were|been|being) (?:swapped|exchanged)",
        r"swap\w*|exchang\w*|replac\w*|spare|substitut\w*|instead|new|exchang\w*|switch\w*|hot-?plug|rma|=>|->|→",
    ),
    "touch": (
        r"(?:was|were|been|agent|assistant|it) (?:\w+ )?touched",
        r"touch\w*|edit\w*|modif\w*|chang\w*|clean checkout|diff|alone",
    ),
    "rate": (
        r"learning rate (?:was|were|had been|has been|got|is) (?:\w+ )?(?:lowered|halved|reduced|cut|raised|doubled|increased|decreased|dropped|adjusted)|with an? (?:smaller|lower|reduced|larger|higher) learning rate",
        r"\w*lr\w*|learning[-_ ]?rate\w*|schedul\w*|anneal\w*|plateau|decay\w*",
    ),
    "replace": (
        r"(?:was|were|been|being|had to be) (?:\w+ly )?replaced",
        r"re-?spawn\w*|re-?start\w*|replac\w*|swap\w*|exchang\w*|substitut\w*|spare|instead|new|switch\w*|supersed\w*|overwr\w*|with|by|->|→|=>|chang\w*|filled?|imput\w*|fill(?:ed|na)?|map(?:ped)?|set to|now|mask\w*|fallback|->",
    ),
    "abandon": (
        r"abandoned",
        r"abandon\w*|abort\w*|g(?:ave|iv\w+) up|stop\w*|skip\w*|cancel\w*|kill\w*|quit\w*|terminat\w*|interrupt\w*|ended|discard\w*|prun\w*|not (?:finished|continued|pursued)|revert\w*|left|too (?:slow|expensive|long)|time[-_ ]?out|unfinished",
    ),
    "report": (
        r"(?:was|were|been|agent|assistant|it) reported to (?:the|an?|its|their)",
        r"report\w*|ticket\w*|e?-?mail\w*|notif\w*|issue\w*|alert\w*|sent|post(?:ed)?|messag\w*|wrote|told|inform\w*|page[rd]?|slack|filed|opened|bug",
    ),
    "tune": (
        r"(?:was|were|been) (?:then )?tuned (?:with|by|on|over|in)",
        r"(?:fine[-_ ]?)?tun\w*|search\w*|grid|optuna|hyperopt|trials?|sweep\w*|lora|sft|adapt\w*|optimi[sz]\w*",
    ),
}
"""By the name of each: how a sentence says it; how lines do, where they have words of their own."""
