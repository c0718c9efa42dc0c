"""Networks and programs that a log prints: parts of a model and lines of source are no facts of the run."""

from mlws_writer.facts.model import FactKind, Run
from mlws_writer.tier1_logs.plain_lines import SAID
from mlws_writer.tier1_logs.reader import read_bytes

KERAS = """Layer (type)                 Output Shape              Param #
=================================================================
leaf_1 (Dense)               (None, 128)               401920
_________________________________________________________________
wither (Dropout)             (None, 128)               0
_________________________________________________________________
leaf_2 (Dense)               (None, 3)                 387
=================================================================
Total params: 402,307
"""
TORCH = """OakNet(
  (bark): Sequential(
    (0): Conv2d(3, 48, kernel_size=(5, 5), stride=(2, 2))
    (1): BatchNorm2d(48, eps=1e-05, momentum=0.1, affine=True)
  )
  (words): Embedding(7321, 192)
  (rings): ModuleList(
    (0-8): 9 x RingBlock(
      (out): Linear(in_features=192, out_features=192, bias=True)
    )
  )
)
"""
SIZES = """        Layer (type)               Output Shape         Param #
            Conv2d-1         [-1, 48, 110, 110]           3,648
            Linear-2                   [-1, 11]           2,123
bark.0.weight torch.Size([48, 3, 5, 5]) requires_grad=True
"""
SOURCE = """seeds = shelf.pick(stalks=12)
growth += self.water(plot["bed"], inches=3)
beds = "".join([f"<bed>{one}</bed>" for one in rows[:25]])
garden.window.resize("640x480")
+if rows == 17:
pass
"""


def run_of(log: str) -> Run:
    """Return the only run of a log."""
    (run,) = read_bytes(f"reading trees.csv\n{log}epoch 1 loss 0.5\nepoch 2 loss 0.4\n".encode(), name="oak.log").runs
    return run


def told(run: Run) -> dict[str, str]:
    """Return the values of a run by their names, without lines that are told as they stand."""
    return {fact.name: fact.value for fact in run.facts if fact.name not in (SAID, "begins", "ends")}


def test_rows_of_a_table_of_layers_are_no_values() -> None:
    """What all layers have together is one."""
    said = told(run_of(KERAS))

    assert not [name for name in said if "leaf" in name or "wither" in name]
    assert said["Total params"] == "402,307"


def test_a_printed_network_gives_its_sizes_and_its_name() -> None:
    """How many blocks, how many words; not the width of each kernel."""
    run = run_of(TORCH)

    layers = [fact.text for fact in run.facts if fact.name == "layers"]
    assert layers == ["(words): Embedding(7321, 192)", "(0-8): 9 x RingBlock("]
    assert [fact.value for fact in run.facts if fact.kind is FactKind.MODEL] == ["OakNet"]
    assert not {"momentum", "eps", "in_features", "kernel_size"} & set(told(run))


def test_shapes_of_parameters_are_no_values() -> None:
    """Neither in a table nor line by line."""
    said = told(run_of(SIZES))

    assert not [name for name in said if "Conv2d" in name or "Linear" in name or "bark" in name]


def test_numbers_in_printed_source_are_no_values() -> None:
    """What a program would compute is not what it did."""
    run = run_of(SOURCE)

    assert not {"stalks", "inches", "rows", "garden.window.resize"} & set(told(run))


def test_a_printed_network_shows_the_rank_of_its_adapters() -> None:
    """Where no setting says it, the layers do: the first linear layer of an adapter is as wide as its rank."""
    layer = (
        "    (lora_dropout): ModuleDict(\n      (default): Dropout(p=0.05, inplace=False)\n    )\n"
        "    (lora_A): ModuleDict(\n      (default): Linear(in_features=512, out_features=24, bias=False)\n    )\n"
    )

    facts = {one.name: one.value for one in read_bytes(layer.encode() * 6, name="run.log").facts}

    assert (facts["lora rank"], facts["lora dropout"]) == ("24", "0.05")
