using System.Diagnostics;
using Lana.Candidates;
using Lana.FineTuning;
using Lana.Measurement;
using Lana.Networks;
using Lana.Pipeline;
using Lana.Pool;
using Microsoft.Extensions.DependencyInjection;
using Samples;

namespace Lana.Benchmarks.Imported;

/// <summary>The plain baseline for a budget: leaves layers out evenly, and fine-tunes the rest as Lana fine-tunes its
/// students.</summary>
/// <remarks>Kept layers are the teacher's. Only if the budget is still missed are they narrower, by the same share,
/// with the pruned weights of Lana's own run.</remarks>
internal sealed class PlainBaseline(IServiceProvider services, Network teacher, string poolDirectory)
{
    private static readonly Operation[] Kept =
        [Operation.Teacher, .. new[] { "inherit_w0.75", "inherit_w0.5", "inherit_w0.25" }.Select(Operation.Parse)];

    /// <summary>Creates the largest such network within a budget.</summary>
    /// <param name="share">The budget, as a share of the teacher's latency.</param>
    /// <param name="data">The images of the run.</param>
    /// <param name="seed">The seed of the fine-tuning.</param>
    /// <param name="progress">The progress.</param>
    /// <param name="cancellationToken">Stops within one step.</param>
    /// <returns>The network, which the caller disposes; null if none is within the budget.</returns>
    public async Task<PlainNetwork?> MakeAsync(
        double share,
        TrainingData data,
        ulong seed,
        IProgress<LanaProgress> progress,
        CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var pool = CandidatePool.Open(poolDirectory);
        if (await FindAsync(pool, share, cancellationToken) is not var (candidates, latency))
        {
            return null;
        }

        using var view = pool.Assemble(teacher, candidates);
        var student = view.Detach();
        var request = new FineTuningRequest(student, data.Train) { Teacher = teacher, Validation = data.HeldOut, Seed = seed };
        await services.GetRequiredService<IFineTuner>().FineTuneAsync(request, progress, cancellationToken);
        return new PlainNetwork(
            student,
            latency,
            [.. candidates.Select(candidate => candidate.Operation.Name)],
            Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private async Task<(IReadOnlyList<Candidate> Candidates, PairedLatency Latency)?> FindAsync(
        CandidatePool pool, double share, CancellationToken cancellationToken)
    {
        var comparison = new PairedComparison(services.GetRequiredService<ILatencyMeter>(), LatencySubject.Of(teacher));
        foreach (var operation in Kept)
        {
            var networks = Enumerable.Range(0, KeptLayers.Removable(teacher.Definition) + 1)
                .Select(kept => Candidates(pool, kept, operation))
                .ToList();
            var latencies = await comparison.MeasureAsync(
                [.. networks.Select(network => LatencySubject.Of(pool.Assemble(teacher, network)))],
                cancellationToken: cancellationToken);
            var largest = latencies.ToList().FindLastIndex(latency => latency.Share <= share);
            if (largest >= 0)
            {
                return (networks[largest], latencies[largest]);
            }
        }

        return null;
    }

    private List<Candidate> Candidates(CandidatePool pool, int kept, Operation operation) =>
    [
        .. teacher.Definition.Layers
            .Zip(KeptLayers.Spread(teacher.Definition, kept, operation), (layer, chosen) => new Candidate(layer, chosen))
            .Select(candidate => candidate.NeedsTraining && pool.Find(candidate.Key) is not { IsTrained: true }
                ? new Candidate(candidate.Layer, Operation.Teacher)
                : candidate),
    ];
}
