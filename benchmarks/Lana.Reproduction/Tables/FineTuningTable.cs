using Lana.FineTuning;
using Lana.Networks;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;
using Lana.Weights;

namespace Lana.Reproduction.Tables;

/// <summary>The effect of fine-tuning: its length, its teacher, and its initial weights.</summary>
internal sealed class FineTuningTable() : ResultTable<IReadOnlyList<FineTuningRow>>(
    "fine-tuning", "Fine-tuning of one selection, at half the teacher's latency (ablation)", "v1")
{
    // Length, the weight of the teacher, and whether the assembled weights are discarded.
    private static readonly (string Name, int Epochs, double Distillation, bool IsFresh)[] Variants =
    [
        ("none, batch norms measured anew", 0, 0.0, false),
        ("1 epoch", 1, 0.7, false),
        ("5 epochs", 5, 0.7, false),
        ("20 epochs", 20, 0.7, false),
        ("20 epochs, no teacher", 20, 0.0, false),
        ("20 epochs, fresh weights", 20, 0.7, true),
    ];

    public override IReadOnlyList<double> Budgets { get; } = [0.5];

    protected override async Task<IReadOnlyList<FineTuningRow>> MeasureAsync(
        Experiment experiment, CancellationToken cancellationToken)
    {
        using var assembled = await experiment.AccelerateAsync(
            new StudentPlan("fine-tuning") { FineTuningEpochs = 0 },
            Problem.Budget.Latency(experiment.Options.Budgets[0]),
            cancellationToken);
        var weights = Path.Combine(experiment.Folder, "assembled.safetensors");
        ModuleWeights.Save(assembled.Student, weights);
        var fingerprint = ModuleWeights.Fingerprint(assembled.Student);
        var rows = new List<FineTuningRow>();
        foreach (var variant in Variants)
        {
            rows.Add(await experiment.KeptAsync(
                $"{variant} {fingerprint}",
                () => TuneAsync(experiment, assembled.Student.Definition, weights, variant, cancellationToken)));
        }

        return rows;
    }

    protected override void Write(IReadOnlyList<Cell<IReadOnlyList<FineTuningRow>>> cells, ResultPage page)
    {
        page.FamilyTable(
            cells,
            ["fine-tuning", "accuracy, %"],
            row => row.Variant,
            rows => [Figures.Percent([.. rows.Select(row => row.Accuracy)])]);
    }

    private static async Task<FineTuningRow> TuneAsync(
        Experiment experiment,
        NetworkDefinition definition,
        string weights,
        (string Name, int Epochs, double Distillation, bool IsFresh) variant,
        CancellationToken cancellationToken)
    {
        using var student = definition.Build(experiment.Seed);
        if (!variant.IsFresh)
        {
            ModuleWeights.Load(student, weights);
        }

        var options = experiment.Settings(new StudentPlan(variant.Name)).FineTuning;
        (options.Epochs, options.DistillationWeight) = (variant.Epochs, variant.Distillation);
        var result = await new FineTuner(options).FineTuneAsync(
            new FineTuningRequest(student, experiment.Data.Train)
            {
                Teacher = variant.Distillation > 0.0 ? experiment.Teacher : null,
                Validation = experiment.Data.HeldOut,
                Seed = experiment.Seed,
            },
            new ProgressLines(variant.Name),
            cancellationToken);
        var accuracy = await experiment.TestAsync(student, cancellationToken);
        return new FineTuningRow(variant.Name, accuracy) { HeldOutAccuracy = result.ValidationAccuracy };
    }
}
