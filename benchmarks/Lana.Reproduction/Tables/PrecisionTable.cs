using Lana.Candidates;
using Lana.FineTuning;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;
using Lana.Scoring;
using Lana.Training;

namespace Lana.Reproduction.Tables;

/// <summary>The same trainings in float32 and with convolutions in bfloat16: processor time and accuracy.</summary>
internal sealed class PrecisionTable() : ResultTable<IReadOnlyList<PrecisionRow>>(
    "precision", "Training in bfloat16 (half of the layers left out)", "resnet56", "v2")
{
    // Every eighth layer is sufficient for a mean.
    private const int LayerStep = 8;

    protected override async Task<IReadOnlyList<PrecisionRow>> MeasureAsync(
        Experiment experiment, CancellationToken cancellationToken)
    {
        var rows = new List<PrecisionRow>();
        foreach (var precision in Enum.GetValues<TrainingPrecision>())
        {
            rows.Add(await experiment.KeptAsync(
                $"precision {precision}", () => MeasureAsync(experiment, precision, cancellationToken)));
        }

        return rows;
    }

    protected override void Write(IReadOnlyList<Cell<IReadOnlyList<PrecisionRow>>> cells, ResultPage page) =>
        page.FamilyTable(
            cells,
            ["precision", "pre-training, processor s", "mean loss", "fine-tuning, processor s", "held-out loss", "accuracy, %"],
            row => row.Precision,
            rows =>
            [
                Figures.Number(rows.Average(row => row.Pretraining)),
                Figures.Number(rows.Average(row => row.PretrainingLoss)),
                Figures.Number(rows.Average(row => row.FineTuning)),
                Figures.Number(rows.Average(row => row.HeldOutLoss)),
                Figures.Percent([.. rows.Select(row => row.Accuracy)]),
            ]);

    private static async Task<PrecisionRow> MeasureAsync(
        Experiment experiment, TrainingPrecision precision, CancellationToken cancellationToken)
    {
        var settings = experiment.Settings(new StudentPlan("precision"));
        (settings.Pretraining.Precision, settings.FineTuning.Precision) = (precision, precision);
        var (pretraining, loss) = await PretrainAsync(experiment, settings.Pretraining, cancellationToken);
        using var student = Halve(experiment.Teacher).Detach();
        var before = Environment.CpuUsage.TotalTime;
        await new FineTuner(settings.FineTuning).FineTuneAsync(
            new FineTuningRequest(student, experiment.Data.Train) { Teacher = experiment.Teacher, Seed = experiment.Seed },
            new ProgressLines($"{precision}"),
            cancellationToken);
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var heldOut = await NetworkEvaluator.EvaluateAsync(
            student, experiment.Data.HeldOut, cancellationToken: cancellationToken);
        return new PrecisionRow(
            $"{precision}",
            pretraining,
            loss,
            seconds,
            heldOut.Loss,
            await experiment.TestAsync(student, cancellationToken));
    }

    private static async Task<(double Seconds, double Loss)> PretrainAsync(
        Experiment experiment, PretrainingOptions options, CancellationToken cancellationToken)
    {
        var candidates = experiment.Teacher.Definition.Layers
            .Where(layer => layer.Index % LayerStep == 0)
            .SelectMany(layer => SearchSpace.Compact.For(layer).Select(operation => new Candidate(layer, operation)))
            .Where(candidate => candidate.NeedsTraining)
            .ToList();
        using var pool = CandidatePool.Open(Path.Combine(experiment.Folder, $"precision-{options.Precision}"));
        var before = Environment.CpuUsage.TotalTime;
        var entries = await new CandidateTrainer(options).TrainAsync(
            new PretrainingRequest(experiment.Teacher, candidates, experiment.Data.Train, pool) { Seed = experiment.Seed },
            new ProgressLines($"{options.Precision}"),
            cancellationToken);
        return ((Environment.CpuUsage.TotalTime - before).TotalSeconds, entries.Average(entry => entry.FinalLoss));
    }

    // A view that shares the teacher's modules.
    private static Network Halve(Network teacher)
    {
        var kept = KeptLayers.Spread(
            teacher.Definition, KeptLayers.Removable(teacher.Definition) / 2, Operation.Teacher);
        return teacher.With(kept
            .Select((operation, index) => (Operation: operation, Layer: teacher.Definition.Layers[index]))
            .Where(place => place.Operation == Operation.Identity)
            .ToDictionary(
                place => place.Layer.Index,
                place => place.Operation.Define(place.Layer).Build(place.Layer.Input)));
    }
}
