using Lana.Candidates;
using Lana.FineTuning;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Scoring;
using Samples;

namespace Lana.Benchmarks.Supervision;

/// <summary>Trains a teacher's pieces with new weights, each alone between the teacher's own features.</summary>
/// <param name="teacher">The teacher, whose layers are the pieces.</param>
/// <param name="data">The images.</param>
/// <param name="folder">The folder of the pools.</param>
internal sealed class Recovery(Network teacher, FashionMnist data, string folder)
{
    private static readonly FreshOperation Fresh = new();

    private readonly IReadOnlyList<Candidate> _jobs =
        [.. teacher.Layers.Select(layer => new Candidate(layer.Info, Fresh))];

    /// <summary>Trains every piece.</summary>
    public async Task<SupervisionRun> TrainAsync(
        int epochs, ulong seed, double learningRate, CancellationToken cancellationToken)
    {
        using var pool = CandidatePool.Open(FolderOf(epochs, seed, learningRate));
        var options = new PretrainingOptions { Epochs = epochs, LearningRate = learningRate, FitOutput = false };
        var entries = await new CandidateTrainer(options).TrainAsync(
            new PretrainingRequest(teacher, _jobs, data.Train, pool) { Seed = seed }, null, cancellationToken);
        return SupervisionRun.Of(epochs, seed, learningRate, entries);
    }

    /// <summary>Puts the trained pieces between the teacher's stem and head, and evaluates the whole network.</summary>
    public async Task<SupervisionRun> AssembleAsync(SupervisionRun run, CancellationToken cancellationToken)
    {
        using var pool = CandidatePool.Open(FolderOf(run.Epochs, run.Seed, run.LearningRate));
        using var network = pool.Assemble(teacher, _jobs).Detach();
        await Recalibration.RunAsync(network, data.Train, cancellationToken: cancellationToken);
        var training = await NetworkEvaluator.EvaluateAsync(network, data.Train, null, cancellationToken);
        var test = await NetworkEvaluator.EvaluateAsync(network, data.Test, null, cancellationToken);
        return run with { TrainingAccuracy = training.Accuracy, TestAccuracy = test.Accuracy };
    }

    private string FolderOf(int epochs, ulong seed, double learningRate) =>
        Path.Combine(folder, $"{teacher.Layers.Count}-{epochs}-{seed}-{learningRate}");
}
