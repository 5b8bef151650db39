using System.Diagnostics;
using Lana.Native;
using Lana.Networks;
using Lana.Scoring;
using Samples;
using static Lana.Benchmarks.VerbReport;

namespace Lana.Benchmarks.Supervision;

/// <summary>Recovers the teacher with new weights between stem and head without labels: layer by layer, and block by
/// block.</summary>
/// <remarks>LANA, table 4. Pieces differ only in the division of the teacher: the trainer, the images, the steps and
/// the rates to choose from are the same.</remarks>
internal sealed class SupervisionVerb : IBenchmarkVerb
{
    public string Name => "supervision";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var output = arguments.Text("--out");
        var (epochs, seeds) = (arguments.Number("--epochs", 4), arguments.Number("--seeds", 2));
        var rates = arguments.Numbers("--rates", 0.02, 0.04, 0.08, 0.16);
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        using var folder = new TemporaryFolder();
        var started = Stopwatch.GetTimestamp();
        var data = FashionMnist.Load();
        using var teacher = Teacher.Load();
        var training = await NetworkEvaluator.EvaluateAsync(teacher, data.Train, null, cancellationToken);
        var test = await NetworkEvaluator.EvaluateAsync(teacher, data.Test, null, cancellationToken);
        Console.WriteLine($"teacher: {training.Accuracy:P2} training, {test.Accuracy:P2} test");
        var rows = new List<SupervisionRow>();
        foreach (var split in TeacherSplit.All)
        {
            using var pieces = split.Apply(teacher);
            await ThrowIfAnotherAsync(pieces, data, test, cancellationToken);
            rows.AddRange(await RowsAsync(
                split.Name, new Recovery(pieces, data, folder.Path), rates, (epochs, seeds), cancellationToken));
        }

        await FinishAsync(
            new SupervisionReport(
                training.Accuracy,
                test.Accuracy,
                rows,
                rates,
                seeds,
                data.Train.Count,
                data.Test.Count,
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                DateTimeOffset.UtcNow),
            output,
            cancellationToken);
        return 0;
    }

    // A check: the divided network still equals the teacher.
    private static async Task ThrowIfAnotherAsync(
        Network pieces, FashionMnist data, Evaluation teacher, CancellationToken cancellationToken)
    {
        var evaluation = await NetworkEvaluator.EvaluateAsync(pieces, data.Test, null, cancellationToken);
        if (Math.Abs(evaluation.Loss - teacher.Loss) > 1e-5)
        {
            throw new InvalidOperationException(
                $"'{pieces.Name}' has a loss of {evaluation.Loss}; the teacher's is {teacher.Loss}.");
        }
    }

    // The rate is chosen by the training loss of one epoch of the first seed, which uses no labels.
    private static async Task<IReadOnlyList<SupervisionRow>> RowsAsync(
        string split,
        Recovery recovery,
        IReadOnlyList<double> rates,
        (int Epochs, int Seeds) plan,
        CancellationToken cancellationToken)
    {
        var tried = new List<SupervisionRun>();
        foreach (var rate in rates)
        {
            tried.Add(Told(split, await recovery.TrainAsync(1, 0, rate, cancellationToken)));
        }

        var best = tried.MinBy(run => run.Loss)!.LearningRate;
        var rows = new List<SupervisionRow>();
        foreach (var epochs in new SortedSet<int> { 1, plan.Epochs })
        {
            var runs = new List<SupervisionRun>();
            for (var seed = 0UL; seed < (ulong)plan.Seeds; seed++)
            {
                var run = await recovery.TrainAsync(epochs, seed, best, cancellationToken);
                runs.Add(Told(split, await recovery.AssembleAsync(run, cancellationToken)));
            }

            rows.Add(Told("row", SupervisionRow.Of(split, epochs, best, tried, runs)));
        }

        return rows;
    }
}
