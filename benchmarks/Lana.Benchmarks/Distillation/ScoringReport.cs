using System.Diagnostics;
using Lana.Candidates;
using Lana.Data;
using Lana.Kernels;
using Lana.Native;
using Lana.Networks;
using Lana.Objectives;
using Lana.Pool;
using Lana.Scoring;
using static TorchSharp.torch;

namespace Lana.Benchmarks.Distillation;

/// <summary>Lana's scorer against a full forward pass for every operation, on the same workers.</summary>
/// <param name="ScorerSeconds">Lana's, pool already loaded.</param>
/// <param name="FullSeconds">Full passes.</param>
/// <param name="MaxError">The largest difference between the two scores of an operation.</param>
/// <param name="Race">Lana's with costs, by which dominated operations are dropped.</param>
internal sealed record ScoringReport(double ScorerSeconds, double FullSeconds, double MaxError, ScoringRaceReport Race)
{
    private const int BatchSize = 128;

    public double Speedup => FullSeconds / ScorerSeconds;

    public double RaceSpeedup => FullSeconds / Race.Seconds;

    public static async Task<ScoringReport> RunAsync(
        Workload workload,
        IReadOnlyList<Candidate> candidates,
        string folder,
        DistillationSettings settings,
        CancellationToken cancellationToken)
    {
        using var pool = CandidatePool.Open(folder);
        var networks = candidates.Select(candidate => pool.Assemble(workload.Teacher, [candidate])).ToList();
        var data = workload.Data.Take(settings.ScoringImages);
        var scorer = new CandidateScorer(new ScoringOptions
        {
            Images = settings.ScoringImages,
            BatchSize = BatchSize,
            Workers = settings.Workers,
        });
        var request = new ScoringRequest(workload.Teacher, candidates, data, pool);
        var started = Stopwatch.GetTimestamp();
        var table = await scorer.ScoreAsync(request, null, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        var full = await FullAsync([workload.Teacher, .. networks], data, settings, cancellationToken);
        var fullSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var scores = table.Entries.ToDictionary(entry => entry.Key, entry => entry.Score);
        var error = candidates.Select((candidate, index) => Math.Abs(
            scores[candidate.Key] - (full[index + 1] - full[0]))).Max();
        var race = await ScoringRaceReport.RunAsync(scorer, request, table, cancellationToken);
        return new ScoringReport(seconds, fullSeconds, error, race);
    }

    // The mean loss of each network, every image from the stem to the head.
    private static Task<double[]> FullAsync(
        IReadOnlyList<Network> networks,
        IBatchSource data,
        DistillationSettings settings,
        CancellationToken cancellationToken) => TorchThread.RunAsync(1, () =>
        {
            using var workers = new TorchWorkers(settings.Workers);
            var objective = new ClassificationObjective();
            var losses = new double[networks.Count];
            for (var first = 0; first < data.Count; first += BatchSize)
            {
                using var batch = data.Read([.. Enumerable.Range(first, BatchSize)]);
                var images = MemoryLayout.ToChannelsLast(batch.Images);
                workers.Run(
                    networks.Count,
                    index =>
                    {
                        using var gradients = no_grad();
                        var loss = objective.Loss(networks[index].Run(images), batch.Labels).item<float>();
                        losses[index] += loss * BatchSize / data.Count;
                    },
                    cancellationToken);
            }

            return losses;
        });
}
