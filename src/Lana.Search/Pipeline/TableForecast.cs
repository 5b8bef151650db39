using Lana.Profiling;

namespace Lana.Pipeline;

/// <summary>The expected duration of a latency table.</summary>
internal static class TableForecast
{
    private const int MinPasses = 2;
    private const int MaxPasses = 30;
    private const int Sampled = 16;

    // A group is the teacher with four networks; it is measured twice at least and ten times at most, and about half of that
    // on a machine of its own.
    private const int GroupSize = 4;
    private const double MinRuns = 2.0;
    private const double ExpectedRuns = 6.0;

    /// <summary>The seconds of a table: some of its subjects are timed, twice.</summary>
    /// <param name="inputs">The search space and the parts.</param>
    /// <param name="probes">Times the subjects.</param>
    /// <param name="runSeconds">A run of the meter with two networks.</param>
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

    /// <summary>Passes over all subjects while there is time, then networks beside the teacher.</summary>
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
