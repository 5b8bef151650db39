using Lana.Measurement;
using Lana.Trials;

namespace Samples;

/// <summary>A run whose stages are cut short, for a trial and for CI.</summary>
internal static class ShortRun
{
    /// <summary>The note in its report.</summary>
    public const string Note = "A short run: its numbers mean nothing.";

    /// <summary>The search by short fine-tunings.</summary>
    public static TrialSearchOptions TrialSearch => new() { Trials = 3, Rounds = 1, TrialsPerRound = 2 };

    /// <summary>Measures for a short time.</summary>
    public static void Measure(OnnxRuntimeLatencyOptions latency)
    {
        latency.TimePerSubject = TimeSpan.FromMilliseconds(4);
        latency.MinRounds = 5;
    }
}
