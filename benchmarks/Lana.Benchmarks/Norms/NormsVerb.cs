using System.Diagnostics;
using System.Globalization;
using Lana.Candidates;
using Lana.Export;
using Lana.FineTuning;
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
        var (output, seeds) = (arguments.Text("--out"), arguments.Number("--seeds", 1));
        var epochs = arguments.Words("--epochs");
        var rates = arguments.Words("--rates");
        var images = arguments.Number("--images", 10_000);
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        var started = Stopwatch.GetTimestamp();
        using var folder = new TemporaryFolder();
        var data = FashionMnist.Load(Path.Combine(AppContext.BaseDirectory, "data"));
        using var teacher = Import(folder.Path);
        var rows = new List<NormsRow>();
        using var pool = CandidatePool.Open(Path.Combine(folder.Path, "pool"));
        await PruneAsync(teacher, data, pool, cancellationToken);
        foreach (var operation in Kept)
        {
            using var view = View(teacher, pool, operation);
            foreach (var length in epochs.DefaultIfEmpty("2").Select(int.Parse))
            {
                foreach (var rate in rates.DefaultIfEmpty("0.002").Select(text => double.Parse(text, CultureInfo.InvariantCulture)))
                {
                    for (var seed = 0UL; seed < (ulong)seeds; seed++)
                    {
                        var folded = await TuneAsync(view, teacher, data, length, rate, images, seed, false, cancellationToken);
                        var restored = await TuneAsync(view, teacher, data, length, rate, images, seed, true, cancellationToken);
                        rows.Add(VerbReport.Told($"{operation}", new NormsRow(
                            (double)view.Cost.Macs / teacher.Cost.Macs,
                            length,
                            rate,
                            seed,
                            folded.Test,
                            restored.Test,
                            folded.HeldOut,
                            restored.HeldOut)));
                    }
                }
            }
        }

        var test = await NetworkEvaluator.EvaluateAsync(teacher, data.Test, cancellationToken: cancellationToken);
        await VerbReport.FinishAsync(
            new NormsReport(test.Accuracy, rows, images, Stopwatch.GetElapsedTime(started).TotalSeconds, DateTimeOffset.UtcNow),
            output,
            cancellationToken);
        return 0;
    }

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

    private static async Task<(double Test, double HeldOut)> TuneAsync(
        Network view,
        Network teacher,
        FashionMnist data,
        int epochs,
        double rate,
        int images,
        ulong seed,
        bool restores,
        CancellationToken cancellationToken)
    {
        using var student = view.Detach();
        var options = new FineTuningOptions
        {
            Epochs = epochs,
            ImagesPerEpoch = images,
            LearningRate = rate,
            RestoreNorms = restores,
        };
        var request = new FineTuningRequest(student, data.Train) { Teacher = teacher, Validation = data.HeldOut, Seed = seed };
        var result = await new FineTuner(options).FineTuneAsync(request, null, cancellationToken);
        var test = await NetworkEvaluator.EvaluateAsync(student, data.Test, cancellationToken: cancellationToken);
        return (test.Accuracy, result.ValidationAccuracy ?? double.NaN);
    }
}
