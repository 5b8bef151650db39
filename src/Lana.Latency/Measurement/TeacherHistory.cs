namespace Lana.Measurement;

/// <summary>The teacher's times in earlier comparisons, which reveal a slow period that lasts longer than one
/// comparison: other processes may use a shared cache, which does not affect the small reference model.</summary>
internal sealed class TeacherHistory
{
    // A permanent slowdown is accepted when three quarters of these runs show it.
    private const int MaxRuns = 100;

    private readonly Queue<double> _earlierMs = [];

    /// <summary>The teacher's undisturbed time in milliseconds, given its times in the current comparison.</summary>
    public double CalmMs(IReadOnlyCollection<double> nowMs)
    {
        var now = SampleStatistics.Quantile([.. nowMs], Interference.UndisturbedQuarter);
        return _earlierMs.Count == 0
            ? now
            : Math.Min(now, SampleStatistics.Quantile([.. _earlierMs], Interference.UndisturbedQuarter));
    }

    /// <summary>Remembers the runs of a comparison.</summary>
    public void Add(IEnumerable<double> runsMs)
    {
        foreach (var run in runsMs)
        {
            _earlierMs.Enqueue(run);
            if (_earlierMs.Count > MaxRuns)
            {
                _earlierMs.Dequeue();
            }
        }
    }
}
