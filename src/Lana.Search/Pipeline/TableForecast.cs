using Lana.Profiling;

namespace Lana.Pipeline;

/// <summary>The expected duration of a latency table.</summary>
internal static class TableForecast
{
    private const int MinPasses = 2;
    private const int MaxPasses = 30;
    private const int Sampled = 16;

    // A group is the teacher with four networks; it is measured at least twice and at most ten times, and about five
    // times on a machine without other load.
    private const int GroupSize = 4;
    private const double MinRuns = 2.0;
    private const double ExpectedRuns = 6.0;

    /// <summary>The seconds of a table, extrapolated from some of its subjects, which are timed twice.</summary>
    /// <param name="inputs">The search space and the parts.</param>
    /// <param name="probes">Times the subjects.</param>
    /// <param name="runSeconds">The seconds of a run of the meter with two networks.</param>
    public static async Task<double> MeasureAsync(ForecastInputs inputs, StageProbes probes, double runSeconds)
    {
        var subjects = new TablePlan(inputs.Network, inputs.Parts.SearchSpace).Subjects;
        var sample = ForecastSample.Of(subjects, Sampled, inputs.Options.Seed).ConvertAll(subject => subject.Subject);
        var first = (await probes.MeasureAsync(sample).ConfigureAwait(false)).Seconds;
        var later = (await probes.MeasureAsync(sample).ConfigureAwait(false)).Seconds;
        var scale = (double)subjects.Count / sample.Count;
        return Seconds(
            scale * first,
            scale * later,
            runSeconds,
            (inputs.Parts.Tables as LatencyTableBuilder)?.Options
                ?? new LatencyTableOptions { Networks = 0, TimeForPasses = TimeSpan.Zero });
    }

    /// <summary>The seconds of passes over all subjects while there is time, and then of networks paired with the
    /// teacher.</summary>
    public static double Seconds(double firstPass, double laterPass, double runSeconds, LatencyTableOptions options)
    {
        var passes = MinPasses;
        var seconds = firstPass + laterPass;
        while (seconds < options.TimeForPasses.TotalSeconds && passes < MaxPasses)
        {
            seconds += laterPass;
            passes++;
        }

        var groups = Math.Ceiling((double)options.Networks / GroupSize);
        var run = groups * (GroupSize + 1) / 2.0 * runSeconds;
        return seconds + Math.Max(MinRuns * run, Math.Min(ExpectedRuns * run, options.TimeForNetworks.TotalSeconds));
    }
}
