using System.Globalization;

namespace Lana.Pretraining;

/// <summary>The mean losses of a training at its beginning, in its first quarter and at its end.</summary>
internal sealed class LossRecord(long totalSteps)
{
    private readonly long _firstSteps = Math.Max(1, totalSteps / 20);
    private readonly long _lastSteps = Math.Max(1, totalSteps / 10);
    private readonly long _quarter = QuarterOf(totalSteps);
    private double _first;
    private double _early;
    private double _last;

    public double Initial => _first / _firstSteps;

    public double Final => _last / _lastSteps;

    /// <summary>The mean of the second half of the first quarter.</summary>
    public double Early => _early / (_quarter - _quarter / 2);

    /// <summary>The steps of the first quarter, at least one.</summary>
    public static long QuarterOf(long totalSteps) => Math.Max(1, totalSteps / 4);

    public void Add(long step, double loss)
    {
        if (step < _firstSteps)
        {
            _first += loss;
        }

        if (step >= _quarter / 2 && step < _quarter)
        {
            _early += loss;
        }

        if (step >= totalSteps - _lastSteps)
        {
            _last += loss;
        }
    }

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{_first:R} {_early:R} {_last:R}");

    /// <summary>Restores the sums from their text.</summary>
    /// <exception cref="FormatException">It is not a result of <see cref="ToText"/>.</exception>
    public void Restore(string text)
    {
        var sums = text.Split(' ').Select(sum => double.Parse(sum, CultureInfo.InvariantCulture)).ToArray();
        (_first, _early, _last) = sums is [var first, var early, var last]
            ? (first, early, last)
            : throw new FormatException($"'{text}' is not three sums.");
    }
}
