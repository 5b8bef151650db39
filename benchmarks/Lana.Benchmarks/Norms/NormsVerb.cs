using System.Diagnostics;
using Lana.Candidates;
using Lana.Export;
using Lana.Import.Onnx;
using Lana.Native;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Scoring;
using Samples;

namespace Lana.Benchmarks.Norms;

/// <summary>Fine-tuning of a file whose batch norms are folded: as it is, and with norms for the time of the training.</summary>
/// <remarks>The teacher of the Quickstart goes through an ONNX file, which folds its norms. Its students have layers left out
/// evenly, and the kept ones pruned by one share.</remarks>
internal sealed class NormsVerb : IBenchmarkVerb
{
    private static readonly Operation[] Kept = [Operation.Teacher, Operation.Parse("inherit_w0.5")];

    public string Name => "norms";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (output, images) = (arguments.Text("--out"), arguments.Number("--images", 10_000));
        var lengths = Lengths(arguments);
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        var started = Stopwatch.GetTimestamp();
        using var folder = new TemporaryFolder();
        var data = FashionMnist.Load();
        using var teacher = Import(folder.Path);
        var rows = new List<NormsRow>();
        using var pool = CandidatePool.Open(Path.Combine(folder.Path, "pool"));
        await PruneAsync(teacher, data, pool, cancellationToken);
        var training = new NormsTraining(teacher, data, images);
        foreach (var operation in Kept)
        {
            using var view = View(teacher, pool, operation);
            foreach (var length in lengths)
            {
                rows.Add(VerbReport.Told($"{operation}", await training.CompareAsync(view, length, cancellationToken)));
            }
        }

        var test = await NetworkEvaluator.EvaluateAsync(teacher, data.Test, cancellationToken: cancellationToken);
        await VerbReport.FinishAsync(
            new NormsReport(test.Accuracy, rows, images, Stopwatch.GetElapsedTime(started).TotalSeconds, DateTimeOffset.UtcNow),
            output,
            cancellationToken);
        return 0;
    }

    private static List<(int Epochs, double Rate, ulong Seed)> Lengths(Arguments arguments) =>
    [
        .. from epochs in arguments.Numbers("--epochs", 2)
           from rate in arguments.Numbers("--rates", 0.002)
           from seed in arguments.Numbers("--seeds", 0UL)
           select (epochs, rate, seed),
    ];

    private static Network Import(string folder)
    {
        using var trained = Teacher.Load();
        var path = Path.Combine(folder, "teacher.onnx");
        OnnxExporter.Export(trained, path);
        return OnnxNetwork.Load(path).Network;
    }

    // At a rate that changes nothing: the pruned weights as they are.
    private static async Task PruneAsync(
        Network teacher, FashionMnist data, CandidatePool pool, CancellationToken cancellationToken)
    {
        var candidates = teacher.Definition.Layers
            .Where(Kept[1].Supports)
            .Select(layer => new Candidate(layer, Kept[1]))
            .ToList();
        var options = new PretrainingOptions { Epochs = 1, ImagesPerEpoch = 256, LearningRate = 1e-8 };
        await new CandidateTrainer(options).TrainAsync(
            new PretrainingRequest(teacher, candidates, data.Train, pool), null, cancellationToken);
    }

    private static Network View(Network teacher, CandidatePool pool, Operation kept)
    {
        var operations = KeptLayers.Spread(teacher.Definition, KeptLayers.Removable(teacher.Definition) / 2, kept);
        return pool.Assemble(teacher, teacher.Definition.Layers.Zip(operations, (layer, chosen) => new Candidate(layer, chosen)));
    }
}
