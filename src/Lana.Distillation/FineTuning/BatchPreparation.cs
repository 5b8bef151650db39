using Lana.Data;
using Lana.Modules;
using Lana.Optimisation;
using Lana.Scoring;
using static TorchSharp.torch;

namespace Lana.FineTuning;

/// <summary>What is done with the images of a step before the student sees them.</summary>
/// <param name="task">What is trained, on what.</param>
/// <param name="options">How.</param>
/// <param name="sequence">Which images each step sees.</param>
internal sealed class BatchPreparation(FineTuningTask task, FineTuningOptions options, BatchSequence sequence)
    : IDisposable
{
    private readonly FusedTeacher? _teacher = AsksTeacher(task, options) ? new FusedTeacher(task.Teacher!) : null;
    private readonly List<int> _layers = options.FeatureWeight > 0.0 ? CommonLayers(task) : [];

    /// <summary>Whether anything of the teacher's is used.</summary>
    public static bool AsksTeacher(FineTuningTask task, FineTuningOptions options) =>
        task.Teacher is not null && (options.DistillationWeight > 0.0 || options.FeatureWeight > 0.0);

    public PreparedBatch Prepare(long step)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var batch = Read(task.Data, step);
        var mixup = options.Mixup > 0.0 ? Mixup.Of(task.Seed, step, batch.Count, options.Mixup) : null;
        var images = LayOut(batch, mixup);
        using var teachers = _teacher is null || task.TeacherData is null ? null : Read(task.TeacherData, step);
        var (outputs, features) = AskTeacher(teachers is null ? images : LayOut(teachers, mixup));
        return new PreparedBatch(
            images.DetachFromDisposeScope(),
            batch.Labels?.alias().DetachFromDisposeScope(),
            outputs?.DetachFromDisposeScope())
        {
            PartnerLabels = batch.Labels is null ? null : mixup?.Partner(batch.Labels).DetachFromDisposeScope(),
            Share = mixup?.Share ?? 1.0,
            TeacherFeatures = features,
        };
    }

    public void Dispose() => _teacher?.Dispose();

    private Batch Read(IBatchSource source, long step) =>
        source.Read(sequence.Indices(step), options.Augment ? sequence.Augmentation(step) : null);

    private static Tensor LayOut(Batch batch, Mixup? mixup) =>
        MemoryLayout.ToChannelsLast(mixup?.Blend(batch.Images) ?? batch.Images);

    private (Tensor? Outputs, Dictionary<int, Tensor> Features) AskTeacher(Tensor images)
    {
        if (_teacher is null || _layers.Count == 0)
        {
            return (_teacher?.Network.Run(images), []);
        }

        var teacher = _teacher.Network;
        var features = teacher.Features(images);
        return (
            teacher.RunFrom(teacher.Layers.Count, features[^1]),
            _layers.ToDictionary(layer => layer, layer => features[layer + 1].DetachFromDisposeScope()));
    }

    private static List<int> CommonLayers(FineTuningTask task)
    {
        var (student, teacher) = (task.Student.Definition.Layers, task.Teacher?.Definition.Layers ?? []);
        return
        [
            .. Enumerable.Range(0, Math.Min(student.Length, teacher.Length))
                .Where(index => student[index].Output == teacher[index].Output),
        ];
    }
}
