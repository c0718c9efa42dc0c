"""The words by which lines tell how a run ended: done, failed, stopped from outside, answering, closing down."""

from mlws_writer.facts.patterns import Pattern

_WORK = (
    r"(?:pre-?|post-?)?(?:app|entrypoint|training|train|run|experiment|job|evaluation|execution|pipeline|process|script|optimi[sz]ation|fine-?tuning|everything|crew|flow|benchmark|all epochs|fitting|tuning|study|"
    r"inference|testing|session|agent|workflow|task|simulation|conversion|search|sweep|analysis|all (?:tasks|experiments|runs|jobs|done))"
)
DONE = Pattern(
    rf"(?i)(?:\b|_){_WORK}\b(?!\W{{0,3}}\d)[^.:=]{{0,40}}\b(?:completed?|finish(?:ed|es)?|done|ended|ends|succeeded|success(?:ful(?:ly)?)?|over)\b(?! in \d+ ?ms)|"
    rf"\b(?:completed?|finish(?:ed)?|done(?: with)?|end(?:ed|ing)? of|finish execution)\b[^.:=]{{0,20}}\b{_WORK}\b|exits? successfully|exit(?:ed)?(?: with)?(?: code| status)?:? ?0\b|return code:? 0\b|"
    r"^\W*(?:all (?:done|finished|completed?)|success|finito)\W*$|^\W*(?:fertig|abgeschlossen|terminé|listo|concluído)\b(?!\w)|(?:max_epochs|max_steps)=\d+`? reached|train_runtime|total training time|^\W*training time|"
    r"(?:finished|completed) in\b|\bcomplete in \d|\b(?:finished|completed|done)\b[^.:=]{0,60} in \d[\d.:]* ?(?:s|sec|min|h|hour)|successfully completed|\bends \(|optimizer stripped|early.stopping(?: at| triggered|,|\.|:|$)|completion: completed|(?:status|state|result|outcome|how_?ended)\W{1,4}(?:succe(?:ss|eded)|completed|ok\b)|^ENDING\b|"
    r"(?:reached|hit) (?:the )?(?:max|target|maximum)|target (?:accuracy|score|quality)? ?reached|finish execution|"
    r"\b(?:ended|finished|terminated)\W{1,3}(?:with )?(?:exit )?(?:code|status)\W{0,2}0\b|^\W*PASSED\b(?!\W*(?:\[|$))|\bdone \d[\d,]* \w+[,;] |\b\d+ passed\b[^\n]{0,60}\bin \d[\d.]* ?s|"
    r"\b(?:fit|build|export|quanti[sz]ation|compilation|installation|deployment|apply|operation|merge|transcription|decoding)\b[^.:=]{0,20}\b(?:succeeded|successful(?:ly)?|completed?)\b|"
    r"\bsuccessfully (?:tagged|exported|quanti[sz]ed|converted|merged|deployed)\b|^\W*(?:#\d+ )?(?:naming to|writing image) .{1,200} done\b|"
    r"\bnormal termination|\bterminat(?:ed|ion) (?:normally|successful\w*|on \W?\d)|\bnormal end of|"
    r"(?:训练|訓練|任务|任務|运行|评估|测试|执行|处理|全部|所有|学習|実行|処理|학습|훈련|작업|실행|평가|обучение|тренировка|работа|выполнение)[^\n]{0,12}(?:完成|完毕|完畢|结束|結束|完了|終了|완료|종료|завершен|завершён|закончен|окончен)",
    "complet",
    "finish",
    "terminat",
    "passed",
    "done",
    "end",
    "succe",
    "over",
    "exit",
    "return code",
    "reached",
    "train_runtime",
    "training time",
    "strip",
    "early",
    "status",
    "hit",
    "fertig",
    "abgeschlossen",
    "termin",
    "listo",
    "conclu",
    *["完成", "完毕", "完畢", "结束", "結束", "完了", "終了", "완료", "종료", "заверш", "законч", "окончен"],
)
PREPARED = Pattern(
    r"(?i)\b(?:finished|completed|done)(?: with)? (?:creating|building|loading|compiling|initiali[sz]ing|reading|caching|indexing|preparing|warming|dataset)\b|"
    r"\btrial (?:job )?[\w\-#]+ (?:status|completed|finished|succeeded|done)\b|\b(?:download|load|warm-?up|set-?up|tokeni[sz]ation|initiali[sz]ation|calibration)(?:ing)? (?:is |has )?(?:completed?|finished|done)\b|"
    r"\b(?:completed?|finished|done)\b[^\n]{0,40}?[.,;!]+ *(?:now |then )?(?:start|begin|continu|proceed|moving|running|evaluating|training in progress|\w+ in progress)|"
    r"\bfinished `?(?:release|dev|test|bench)\b",
    "finish",
    "complete",
    "done",
    "trial",
)
"""What is done before the work itself."""
ANSWER = Pattern(
    r"(?i)^\W*(?:final|agent'?s?|assistant'?s?) (?:answer|response|output|result|report)s?\b[\w ]{0,20}\W*(?::|$)",
    "answer",
    "response",
    "output",
    "result",
    "report",
)
"""What an agent's work comes to."""
PREPARING = Pattern(
    r"(?i)\b(?:load|download|fetch|map|generating|filter|tokeniz|cast|resolv|upload|extract|checking|saving|creating|prepar|convert|shards)",
    "load",
    "fetch",
    "map",
    "generating",
    "filter",
    "tokeniz",
    "cast",
    "resolv",
    "extract",
    "checking",
    "saving",
    "creating",
    "prepar",
    "convert",
    "shards",
)
"""What bars count before the work itself."""
RESULT = Pattern(
    r"(?i)^\W*(?:final|best|overall|average|mean|total|test|oof|cv|incumbent)\b(?! ?\d+\W?/)(?!.{0,40}\b(?:params|parameters|samples|images|examples|rows|size|batch\w*|steps|epochs|features|files|tokens)\b).{0,60}\d|^RESULTS?\b|\bfinal (?:test|eval|results?|accuracy|score|loss|metrics?)|"
    r"(?:sav(?:ed?|ing)|written|wrote|exported|uploaded|dumped|applied|pushed|committed|stored|generated|created(?! (?:\w+ ){0,2}(?:director\w+|folder|mount|objects?|container|env\w*|session|function|flow)\b))\b.{0,40}\S+[./]\S+|^best (?:trial|params|parameters|model|epoch|pipeline|estimator|config\w*|hyper-?param\w*|individual|architecture|learner)\b|"
    r"(?:^|[\s(])(?:saved|written|exported|uploaded|published|pushed|generated|stored|archived)\b(?!.{0,20}\bcheckpoint)|"
    r"^\{\"(?:\w+_)?(?:best|final)_\w+\": [^,]{1,80}\}$|\bsent [\d,.]+ \w*bytes\b|\bspeedup is \d"
)
IMPROVED = Pattern(
    r"(?i)\b(?:improved|improving|improvement|new best|did not improve|best (?:\S+ )?so far|(?:better|best) .{0,30}\bfound at epoch)\b(?! (?:over|upon|on) (?:the )?baseline)",
    "improv",
    "new best",
    "so far",
    "found at epoch",
)
"""What is said on the way: that something got better, or did not."""
HINT = Pattern(
    r"(?i)^\W*(?:to (?:use|load|run|view|see|test|try|visuali[sz]e|reproduce|deploy|track|resume|enable)\b.{0,80}(?:\brun\b|\buse\b|:|`)|use [`'\"].{1,60} to\b|you can now\b|next steps?\W*$)",
    "to ",
    "you can now",
    "next step",
)
"""What a tool that is through says is to be done next."""
SUMMARY = Pattern(
    r"(?i)^\W*(?!.{0,40}\b(?:model|data\w*|config\w*|network|layers?|settings|hyper\w*|search|system|hardware|previous|no)\b|(?:print|generat|writ|sav|creat|load|aggregat|collect|comput|gather|fetch|process|analy[sz]|prepar|merg)ing\b)"
    r"(?:\w+ ){0,3}(?:summary|results?|report)\b(?: of .{1,30})?(?:\W*$|: \D{0,40}$|\W{1,3}\([^)]{1,40}\)\W*$)",
    "summary",
    "result",
    "report",
)
"""The head of what sums a run up."""
INTERRUPTED = Pattern(
    r"KeyboardInterrupt|SIGTERM|SIGINT|SIGKILL|SIGHUP|\bTerminated\b(?! (?:at|on|normally|successfully))|CANCELLED AT|DUE TO TIME LIMIT|[Pp]reempt(?:ed|ion)|[Rr]eceived signal|[Ii]nterrupted\b|InterruptException|\bKilled\s|\bKilled$|\^C(?:\b|(?=[A-Z]))|"
    r"TERM_RUNLIMIT|TERM_OWNER|[Uu]ser (?:abort|cancel)|[Gg]raceful(?:ly)? shut|[Ss]hutting down|[Ss]hutdown (?:requested|signal)|[Ss]topped by user|Aborted by user|wandb: Ctrl \+ C",
    "interrupt",
    "sig",
    "terminated",
    "cancelled",
    "time limit",
    "preempt",
    "killed",
    "^c",
    "term_",
    "abort",
    "cancel",
    "shut",
    "stopped by",
    "ctrl",
)
FAILED = Pattern(
    r"exit(?:ed)?(?: with)?(?: exit)?(?: code| status)?:? ?(?:[1-9]\d*)\b|exitcode *: *[1-9]|return code:? [1-9]|(?i:\b(?:experiment|run|job|training|build|task|evaluation|process|pipeline)\b(?: \S+){0,3} failed)|"
    r"Segmentation fault|core dumped|Bus error|std::bad_alloc|terminate called after|Execution halted|ChildFailedError|errors occurred!|aborting due to|npm ERR!|(?i:(?:unhandled|uncaught) exception)|"
    r"(?i:\bstatus\W{1,4}(?:failed|failure|error)\b)|^\W*FAILED\b|TERM_MEMLIMIT|oom[-_ ]kill|OOM Killed|OUT_OF_MEMORY|^\S+\.py: error: |(?i:^\W*(?:bash: |sh: |zsh: )?command .{1,40} not found|: command not found)|"
    r"(?i:\bexiting due to\b|\bno (?:llm |such )?(?:model|api keys?|input files?|gpus?)\b.{0,30}(?:specified|provided|available)|^\W*fatal(?: error)?: (?!not a git repository))|srun: error: .*Exited|DUE TO NODE FAILURE|"
    r"(?i:\b(?:checks?|tests?|cases|assertions|specs)\b[^\n]{0,40}?\b[1-9]\d* (?:failures?|failed|errors?)\b|\b[1-9]\d* (?:of|/|out of) \d+ (?:checks?|tests?|cases|assertions|specs)\b[^\n]{0,20}\bfail|"
    r"^\W*[1-9]\d* (?:failed|errors?), \d+ passed\b|^\W*\d+ passed, [1-9]\d* failed\b)|"
    r"(?i:\b(?:ended|finished|terminated)\W{1,3}(?:with )?(?:exit )?(?:code|status)\W{0,2}[1-9]\d*\b|\b(?:completed|finished|done|ended) with (?:[1-9]\d* )?errors?\b|\berror\b[^\n]{0,100}\(code [1-9]\d*\)|"
    r"\bdid not (?:complete|finish)\b|: \*\*\* .{0,200}\berror [1-9]\d*$|\bfailed to solve\b|\btests run: \d+, failures: [1-9])|\b(?:ERROR|FAIL|FAILED)=[1-9]\d*\b|"
    r"(?:训练|任务|运行|启动|执行|加载|学習|実行|학습|훈련|실행|обучени[ея]|запуск\w*)[^\n]{0,8}(?:失败|失敗|出错|超时|실패|не удал[ос])",
    "exit",
    "return code",
    "fail",
    "fault",
    "dumped",
    "bus error",
    "bad_alloc",
    "terminate",
    "halted",
    "aborting",
    "npm err",
    "exception",
    "memlimit",
    "oom",
    "out_of_memory",
    "error",
    "not found",
    "provided",
    "specified",
    "available",
    "fatal",
    "node failure",
    "code",
    "not complete",
    "not finish",
    "***",
    *["失败", "失敗", "出错", "超时", "실패", "удал"],
)
SCHEDULER = Pattern(
    r"CANCELLED AT|DUE TO (?:TIME LIMIT|PREEMPTION)|TERM_RUNLIMIT|PBS: job killed",
    "cancelled",
    "due to",
    "term_",
    "pbs",
)
"""What a scheduler says when it stops a job."""
NO_MEMORY = Pattern(r"(?i)oom[-_ ]?kill|OOM Killed|MEMLIMIT|OutOfMemory", "oom", "memlimit", "outofmemory")
SERVING = Pattern(
    r"(?i)application startup complete|uvicorn running|server (?:is )?(?:listening|fired up|started|running|ready)|listening on|ready to (?:serve|roll)|serving (?:at|on)|"
    r"\"?\b(?:POST|GET) +\"?/\S*|\bstarted (?:grpc|http)\w* at\b|\(press ctrl\+c to quit\)|\bto see the gui go to\b|\bprompt executed in\b|running on (?:local )?url|HTTP/1\.1\"? 200|\[GIN\]|all slots are idle|avg (?:prompt|generation) throughput|received request|gen throughput",
    "startup",
    "uvicorn",
    "server",
    "listening",
    "ready",
    "serving",
    "post",
    "get ",
    "http",
    "[gin]",
    "idle",
    "throughput",
    "received",
    "gui",
    "started ",
    "ctrl+c",
    "prompt executed",
    "url",
)
CLOSING = Pattern(
    r"^wandb: |^(?:real|user|sys)\s+\d+m|(?i:^\W*(?:run (?:summary|history):|\S* ?view run\b|find logs at|synced \d)|^\W*(?:done|finished|completed?|end|exiting|bye)\W*$|"
    r"^\W*(?:the )?(?:slurm )?(?:job|script|command|process|shell)\b(?! (?:status|exit))[^.=]{0,30}\b(?:finished|completed?|ended|done)\b|"
    r"^\W*(?:end|finish(?:ed)?|stop(?:ped)?|ended|completed)(?: time| date| at| on)\b|^\W*(?:cleaning up|clean-?up|removing temporary|closing\b|deactivat|date\b|elapsed|total (?:run ?time|elapsed|time)\b)|"
    r"^(?:mon|tue|wed|thu|fri|sat|sun)\w* \w+ +\d+ \d\d:\d\d:\d\d|destroy_process_group\(\)|^(?:\w+: )?(?:successfully stopped|shutdown hook called|deleting directory)\b|^> proc\.time\(\)|^ +user +system +elapsed|resource_tracker|leaked semaphore)"
)
"""What launchers and shells say when a process is gone, however it went."""
SETUP = Pattern(
    r"(?i)^\W*(?:collecting|downloading|requirement already|installing|successfully (?:installed|built|uninstalled)|building wheels?|created wheel|stored in directory|using cached|preparing metadata|"
    r"found existing|attempting uninstall|uninstalling|looking in|defaulting to user|obtaining|unpacking|setting up|get:\d|fetched|reading package)\b"
)
"""What a package manager says: it tells nothing of the run."""
PROMPT = Pattern(
    r"^(?:\([\w.\-]+\) ?)?(?:[\w.\-]+@[\w.\-]+[: ][^$#>]{0,120}[$#]|(?:PS )?[A-Z]:\\[^>\n]{0,120}>|[$#>]|>>>)\s*$",
    "$",
    "#",
    ">",
)
"""A shell that waits for the next command."""
GOES_ON = Pattern(
    r"(?i)\b(?:skip|retry|continu|fall(?:ing)? ?back|next|instead|ignor|using default|recover)",
    "skip",
    "retry",
    "continu",
    "fall",
    "next",
    "instead",
    "ignor",
    "using default",
    "recover",
)
"""Words after an error by which the program went on."""
WRAPPER = Pattern(
    r"(?i)root cause|CalledProcessError|ChildFailedError|returned non-zero exit|see (?:the )?(?:logs?|errors?|stack|traceback|output|messages?)?\s?above|\b(?:child|worker|engine|sub-?process|core)\S* (?:process )?(?:initiali[sz]ation |failed|died|exited)",
    "root cause",
    "calledprocesserror",
    "childfailederror",
    "non-zero",
    "above",
    "child",
    "worker",
    "engine",
    "process",
    "core",
)
"""An exception that only says that another one came before it."""
