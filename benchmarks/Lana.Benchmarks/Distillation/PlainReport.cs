using Lana.Candidates;

namespace Lana.Benchmarks.Distillation;

/// <summary>The plain loop in this process, in the layout that is faster here.</summary>
/// <param name="SamplesPerSecond">Operation-samples per second over all rounds.</param>
/// <param name="UsesChannelsLast">The layout that was faster on some rounds.</param>
/// <param name="PlainLayout">Operation-samples per second of these rounds in the plain layout.</param>
/// <param name="ChannelsLast">The same, channels last.</param>
internal sealed record PlainReport(
    double SamplesPerSecond, bool UsesChannelsLast, double PlainLayout, double ChannelsLast)
{
    private const int EveryNth = 6;

    public static PlainReport Run(
        Workload workload, IReadOnlyList<Candidate> candidates, int steps, CancellationToken cancellationToken)
    {
        var rounds = candidates
            .GroupBy(candidate => candidate.Layer.Index)
            .SelectMany(layer => layer.Select((candidate, index) => (Candidate: candidate, Round: index)))
            .GroupBy(pair => pair.Round, pair => pair.Candidate)
            .Select(round => round.ToArray())
            .ToList();
        var some = rounds.Where((_, index) => index % EveryNth == 0).ToList();
        var plain = new PlainLoop(workload.Teacher, workload.Data, channelsLast: false);
        var channelsLast = new PlainLoop(workload.Teacher, workload.Data, channelsLast: true);
        var speeds = (plain.Run(some, steps, cancellationToken), channelsLast.Run(some, steps, cancellationToken));
        var usesChannelsLast = speeds.Item2 > speeds.Item1;
        return new PlainReport(
            (usesChannelsLast ? channelsLast : plain).Run(rounds, steps, cancellationToken),
            usesChannelsLast,
            speeds.Item1,
            speeds.Item2);
    }
}
