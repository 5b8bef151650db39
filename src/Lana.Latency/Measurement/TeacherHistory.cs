namespace Lana.Measurement;

/// <summary>What a teacher took in the comparisons so far: where others are measured beside it again and again, it tells
/// a slow spell that outlasts one comparison.</summary>
/// <remarks>The teacher's share of a shared cache may be taken by others for seconds, which the small reference model does
/// not feel; a student beside it then seems faster than it is. Not safe to call from several threads.</remarks>
public sealed class TeacherHistory
{
    // Undisturbed: a quarter of the runs is, on any machine that can be measured on.
    private const double Undisturbed = 0.25;

    // What became slower for good is believed when three quarters of these are.
    private const int MostRuns = 100;

    private readonly Queue<double> _earlierMs = [];

    /// <summary>What the teacher takes undisturbed, in milliseconds.</summary>
    /// <param name="nowMs">What it took in the runs of this comparison.</param>
    internal double CalmMs(IReadOnlyCollection<double> nowMs)
    {
        var now = SampleStatistics.Quantile([.. nowMs], Undisturbed);
        return _earlierMs.Count == 0 ? now : Math.Min(now, SampleStatistics.Quantile([.. _earlierMs], Undisturbed));
    }

    /// <summary>Remembers the runs of a comparison.</summary>
    internal void Add(IEnumerable<double> ms)
    {
        foreach (var run in ms)
        {
            _earlierMs.Enqueue(run);
            if (_earlierMs.Count > MostRuns)
            {
                _earlierMs.Dequeue();
            }
        }
    }
}
