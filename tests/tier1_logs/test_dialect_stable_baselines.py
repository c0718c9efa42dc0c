"""Trainings with Stable-Baselines3."""

from mlws_writer.facts.model import FactKind, Work
from mlws_writer.tier1_logs.reader import read_bytes

START = """Using cuda device
Creating environment from the given name 'LunarLander-v2'
Wrapping the env with a `Monitor` wrapper
Wrapping the env in a DummyVecEnv.
Logging to ./tb/PPO_3
"""
REWARDS = ("-181", "-91.2", "212", "190")
TABLES = "".join(
    f"""------------------------------------------
| rollout/                |              |
|    ep_len_mean          | {120 + place}          |
|    ep_rew_mean          | {reward:12} |
| time/                   |              |
|    fps                  | 812          |
|    total_timesteps      | {2048 * (place + 1):<12} |
| train/                  |              |
|    entropy_loss         | -1.{40 - place}        |
|    loss                 | {12 - place}.3         |
|    value_loss           | {30 - place}.1         |
------------------------------------------
"""
    for place, reward in enumerate(REWARDS)
)


def test_the_mean_reward_leads_before_the_losses() -> None:
    """Its last, best and first value; what the algorithm minimises says little of how well the agent does."""
    (run,) = read_bytes((START + TABLES).encode(), name="train.log").runs

    said = {one.name: one.value for one in run.facts}
    assert (said["ep_rew_mean"], said["best ep_rew_mean"], said["first ep_rew_mean"]) == ("190", "212", "-181")
    leading = max((one for one in run.facts if one.kind is FactKind.METRIC), key=lambda one: one.weight)
    assert leading.name == "ep_rew_mean"


def test_algorithm_and_environment_are_what_ran() -> None:
    """They stand in the folder of the curves and in the wrappers' words."""
    (run,) = read_bytes((START + TABLES).encode(), name="train.log").runs

    said = {one.name: one.value for one in run.facts}
    assert (said["algorithm"], said["environment"], run.work) == ("PPO", "LunarLander-v2", Work.TRAINING)
