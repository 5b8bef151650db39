namespace Lana.Pretraining;

/// <summary>The mean losses of a training in its first twentieth, in the second half of its first quarter, and in its
/// last tenth.</summary>
internal sealed class LossRecord(long totalSteps)
{
    private readonly (long First, long End)[] _ranges =
    [
        (0, Math.Max(1, totalSteps / 20)),
        (QuarterOf(totalSteps) / 2, QuarterOf(totalSteps)),
        (totalSteps - Math.Max(1, totalSteps / 10), totalSteps),
    ];

    private readonly double[] _sums = new double[3];

    /// <summary>True if a loss was recorded.</summary>
    public bool Any => _sums[0] > 0.0;

    public double Initial => Mean(0);

    public double Early => Mean(1);

    public double Final => Mean(2);

    /// <summary>The number of steps in the first quarter, at least one.</summary>
    public static long QuarterOf(long totalSteps) => Math.Max(1, totalSteps / 4);

    public void Add(long step, double loss)
    {
        for (var range = 0; range < _ranges.Length; range++)
        {
            _sums[range] += step >= _ranges[range].First && step < _ranges[range].End ? loss : 0.0;
        }
    }

    public string ToText() => string.Join(' ', _sums.Select(sum => sum.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Restores the sums from their text.</summary>
    /// <exception cref="FormatException">It is not a result of <see cref="ToText"/>.</exception>
    public void Restore(string text)
    {
        var sums = text.Split(' ').Select(sum => double.Parse(sum, CultureInfo.InvariantCulture)).ToArray();
        if (sums.Length != _sums.Length)
        {
            throw new FormatException($"'{text}' is not {_sums.Length} sums.");
        }

        sums.CopyTo(_sums, 0);
    }

    private double Mean(int range) => _sums[range] / (_ranges[range].End - _ranges[range].First);
}
