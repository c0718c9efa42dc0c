"""Logs in older encodings: read as they were meant, names of metrics too."""

import pytest

from mlws_writer.facts.model import LogReading
from mlws_writer.tier1_logs.reader import read_bytes

KOREAN = (
    "도토리 분류기 학습 시작\n" + "".join(f"단계 {n}: 잎수 0.{90 - n}\n" for n in range(1, 9)) + "풀 | 칠 | 참\n풀\n"
)
CHINESE = "开始训练橡树模型\n" + "".join(f"第 {n} 步：误差: 0.{90 - n}\n" for n in range(1, 9)) + "模型保存完毕\n"
TAIWANESE = "開始訓練橡樹模型，學習率很低\n載入資料集完成\n驗證集準備完成\n" + "訓練結束，結果寫入資料夾\n"
JAPANESE = "どんぐりの学習を開始します\nデータを読み込みました\nモデルを保存しました\n"
RUSSIAN = "Начато обучение дуба\nЗагружено образцов: 120\nОбучение завершено\n"
FRENCH = "Début de l'entraînement du chêne\nModèle enregistré à la fin, durée écoulée\n"


def texts(reading: LogReading) -> str:
    """Return all that the facts of a reading show."""
    return "\n".join(fact.text for fact in reading.facts)


@pytest.mark.parametrize(
    ("log", "codec"),
    [
        (KOREAN, "cp949"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (FRENCH, "cp1252"),
    ],
)
def test_a_log_in_an_older_encoding_says_what_it_says_in_utf8(log: str, codec: str) -> None:
    """The facts are the same, whichever of them the log was written in."""
    older = read_bytes(log.encode(codec), name="oak.log")

    assert older.encoding == codec
    assert texts(older) == texts(read_bytes(log.encode(), name="oak.log"))


def test_a_letter_that_is_utf8_by_chance_is_read_as_the_rest_of_its_log() -> None:
    """The bytes of `풀` in the Korean encoding are those of another letter in UTF-8."""
    assert "풀".encode("cp949").decode() == "Ǯ"

    reading = read_bytes(KOREAN.encode("cp949"), name="oak.log")

    assert "풀" in texts(reading)
    assert "Ǯ" not in texts(reading)


def test_a_few_odd_lines_do_not_change_how_the_others_are_read() -> None:
    """A log in UTF-8 stays one, though a program in another encoding printed into it."""
    log = KOREAN.encode() + "모델을 저장했습니다\n".encode("cp949")

    reading = read_bytes(log, name="oak.log")

    assert reading.encoding == "utf-8"
    assert "도토리 분류기 학습 시작" in texts(reading)
    assert "모델을 저장했습니다" in texts(reading)


def test_a_torn_letter_makes_no_other_encoding() -> None:
    """Two processes that print at once tear a letter apart: the line is still UTF-8."""
    log = "도토리 분류기 학습 시작\n".encode() + "오차가 큽니다, 다시 학습합니다".encode()[:-1] + b"\n"

    reading = read_bytes(log, name="oak.log")

    assert reading.encoding == "utf-8"
    assert "오차가 큽니다, 다시 학습합니" in texts(reading)


def test_a_value_is_named_in_the_older_encoding() -> None:
    """The name before a number is decoded as its line is."""
    reading = read_bytes(KOREAN.encode("cp949"), name="oak.log")

    assert [(fact.value, fact.line) for fact in reading.facts if fact.name == "잎수"] == [("0.82", 9)]
