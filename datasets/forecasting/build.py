"""Remake `results.csv`: the nets and the boosted trees of lesson 15, the nets with five seeds each.

Needs the course's environment and no network; about twenty minutes on one core. Rows are kept as they are finished, so a
run that was cut off goes on where it stopped. Run from any folder: `python3 datasets/forecasting/build.py`.
"""

import os
import sys
import time
from pathlib import Path

# Before the import: one thread, so that two runs on one machine give the same rows.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = "1"
os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers
from sklearn.ensemble import HistGradientBoostingRegressor

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building

from course_utils.data import load_beijing

TABLE = "forecasting/results.csv"
FIELDS = "experiment setting seed weights seconds validation_mae mae rmse by_hour".split()
DEGREES, DUST = "temperature, 24 hours", "dust, 1 hour"
SEEDS = range(5)
PAST, AHEAD = 48, 24
EPOCHS, BATCH, RATE = 12, 64, 0.005


class Days:
    """The temperature task: windows of two days, and the next day, cut inside each part of the split.

    Attributes:
        x: `{part: (windows, 48, 5)}`: temperature, dew point, pressure, sine and cosine of the hour.
        y: `{part: (windows, 24, 5)}`: the same columns for the next 24 hours; the first is what is forecast.
    """

    def __init__(self):
        weather = load_beijing()
        angle = 2 * np.pi * weather.time.astype(int) / 24
        columns = [weather.column("TEMP", "DEWP", "PRES"), np.sin(angle), np.cos(angle)]
        table = np.column_stack(columns).astype("float32")
        self.x, self.y = {}, {}
        for part, stride in {"train": 3, "validation": 6, "test": 6}.items():
            series = table[getattr(weather.split, part)]
            starts = np.arange(0, len(series) - PAST - AHEAD + 1, stride)
            self.x[part] = np.stack([series[i : i + PAST] for i in starts])
            self.y[part] = np.stack([series[i + PAST : i + PAST + AHEAD] for i in starts])
        self.mean = self.x["train"].mean(axis=(0, 1), dtype="float64").astype("float32")
        self.deviation = self.x["train"].std(axis=(0, 1), dtype="float64").astype("float32")

    def scale(self):
        """Return a layer that brings the inputs to mean 0 and deviation 1 of the training part."""
        layer = layers.Normalization()
        layer.adapt(self.x["train"])
        return layer

    def degrees(self):
        """Return a layer that turns scaled temperatures into degrees."""
        return layers.Rescaling(float(self.deviation[0]), offset=float(self.mean[0]))


def trained(net, x, y):
    """Train a net for `EPOCHS`, with a rate that falls to 0 along a cosine, and return it."""
    updates = EPOCHS * -(-len(y) // BATCH)
    rate = keras.optimizers.schedules.CosineDecay(RATE, updates)
    net.compile(keras.optimizers.Adam(rate), loss="mse")
    net.fit(x, y, epochs=EPOCHS, batch_size=BATCH, verbose=0)
    return net


def direct(days):
    """Train a net that says all 24 hours at once; return it and its forecast, a function of a part."""
    net = keras.Sequential(
        [
            keras.Input((PAST, 5)),
            days.scale(),
            layers.GRU(48),
            layers.Dense(AHEAD),
            days.degrees(),
        ]
    )
    trained(net, days.x["train"], days.y["train"][:, :, 0])
    return net, lambda part: net.predict(days.x[part], verbose=0)


def encoder_decoder(days):
    """Train a net that reads two days and hands its state to a second one, which walks along the clock of the next."""
    past, clock = keras.Input((PAST, 5)), keras.Input((AHEAD, 2))
    state = layers.GRU(36)(days.scale()(past))
    states = layers.GRU(36, return_sequences=True)(clock, initial_state=state)
    net = keras.Model([past, clock], days.degrees()(layers.Dense(1)(states)))
    trained(net, [days.x["train"], days.y["train"][:, :, 3:]], days.y["train"][:, :, :1])
    return net, lambda part: net.predict([days.x[part], days.y[part][:, :, 3:]], verbose=0)[:, :, 0]


def recursive(days, change):
    """Train a net for the weather of the next hour, all three quantities, and let it read its own answers 24 times.

    Args:
        days: the `Days`.
        change: whether it says by how much each changes, or the value itself.
    """
    x, following = days.x["train"], days.y["train"][:, 0, :3]
    steps = (following - x[:, -1, :3]).std(axis=0)
    offset, scale = (0, steps) if change else (days.mean[:3], days.deviation[:3])
    net = keras.Sequential([keras.Input((PAST, 5)), days.scale(), layers.GRU(51), layers.Dense(3)])
    trained(net, x, ((following - x[:, -1, :3] if change else following) - offset) / scale)

    def forecast(part):
        window, clock = days.x[part], days.y[part][:, :, 3:]
        said = []
        for hour in range(AHEAD):
            answer = net.predict(window, batch_size=512, verbose=0) * scale + offset
            answer = answer + window[:, -1, :3] if change else answer
            said.append(answer[:, 0])
            newest = np.concatenate([answer, clock[:, hour]], axis=1)[:, None]
            window = np.concatenate([window[:, 1:], newest], axis=1)
        return np.stack(said, axis=1)

    return net, forecast


def boosted(days):
    """Grow boosted trees for each hour ahead on its own."""
    flat = {part: x.reshape(len(x), -1) for part, x in days.x.items()}
    trees = [
        HistGradientBoostingRegressor(random_state=0).fit(flat["train"], days.y["train"][:, hour, 0])
        for hour in range(AHEAD)
    ]
    return None, lambda part: np.stack([tree.predict(flat[part]) for tree in trees], axis=1)


METHODS = {
    "direct": direct,
    "encoder-decoder": encoder_decoder,
    "recursive, value": lambda days: recursive(days, change=False),
    "recursive, change": lambda days: recursive(days, change=True),
    "boosted trees": boosted,
}


def degrees_row(days, setting, seed):
    """Train one method and return what is stored of it."""
    keras.utils.set_random_seed(seed)
    begun = time.perf_counter()
    net, forecast = METHODS[setting](days)
    seconds = time.perf_counter() - begun
    error = forecast("test") - days.y["test"][:, :, 0]
    learned = sum(int(np.prod(weight.shape)) for weight in net.trainable_weights) if net else ""
    return {
        "weights": learned,
        "seconds": f"{seconds:.0f}",
        "validation_mae": f"{np.abs(forecast('validation') - days.y['validation'][:, :, 0]).mean():.4f}",
        "mae": f"{np.abs(error).mean():.4f}",
        "rmse": f"{np.sqrt(np.mean(error**2)):.4f}",
        "by_hour": " ".join(f"{value:.4f}" for value in np.abs(error).mean(axis=0)),
    }


def dust_table():
    """Return the tutorial's table: dust, dew point, temperature, pressure, wind, wind run, snow, rain; without day 1."""
    weather = load_beijing()
    dust = np.nan_to_num(weather.column("pm2.5"))  # blanks become 0, as in the tutorial
    names = ("DEWP", "TEMP", "PRES"), ("Iws", "Is", "Ir")
    table = np.column_stack([dust, weather.column(*names[0]), weather.wind, weather.column(*names[1])])
    return table[24:]


def dust_row(seed):
    """Train the tutorial's net, with its own settings, and return what is stored of it."""
    table, year = dust_table(), 365 * 24
    low, high = table.min(axis=0), table.max(axis=0)  # of the whole table, test years too, as in the tutorial
    scaled = ((table - low) / (high - low)).astype("float32")
    x, y = scaled[:-1, None], scaled[1:, 0]
    keras.utils.set_random_seed(seed)
    net = keras.Sequential([keras.Input((1, 8)), layers.LSTM(50), layers.Dense(1)])
    net.compile("adam", loss="mae")
    begun = time.perf_counter()
    net.fit(x[:year], y[:year], epochs=50, batch_size=72, shuffle=False, verbose=0)
    seconds = time.perf_counter() - begun
    error = (net.predict(x[year:], batch_size=512, verbose=0)[:, 0] - y[year:]) * (high - low)[0]
    return {
        "weights": net.count_params(),
        "seconds": f"{seconds:.0f}",
        "mae": f"{np.abs(error).mean():.4f}",
        "rmse": f"{np.sqrt(np.mean(error**2)):.4f}",
    }


def main():
    """Write one row for each method and seed; the trees draw nothing at random and have one row."""
    days = Days()
    jobs = {
        (DEGREES, setting, seed): lambda setting=setting, seed=seed: degrees_row(days, setting, seed)
        for setting in METHODS
        for seed in (SEEDS if setting != "boosted trees" else [0])
    }
    jobs.update({(DUST, "LSTM", seed): lambda seed=seed: dust_row(seed) for seed in SEEDS})
    building.fill_table(TABLE, FIELDS, jobs)


if __name__ == "__main__":
    main()
