namespace Lana.FineTuning;

/// <summary>Prepares the batch of a step: reads, augments and mixes the images and runs the teacher on them.</summary>
internal sealed class BatchPreparation(FineTuningRequest request, FineTuningOptions options, BatchSequence sequence)
    : IDisposable
{
    private readonly FusedTeacher? _teacher = RunsTeacher(request, options) ? new FusedTeacher(request.Teacher!) : null;
    private readonly bool _comparesFeatures = ComparesFeatures(request, options);

    // Labels that are the teacher's outputs come from the forward pass that computes its features.
    private readonly bool _labelsByTeacher = RunsTeacher(request, options)
        && request is { TeacherData: null, Data: TeacherOutputSource source }
        && source.IsLabelledBy(request.Teacher)
        && options.Mixup == 0.0;

    /// <summary>Returns true if the teacher's outputs or features are used.</summary>
    public static bool RunsTeacher(FineTuningRequest request, FineTuningOptions options) =>
        request.Teacher is not null && (options.DistillationWeight > 0.0 || ComparesFeatures(request, options));

    /// <summary>Returns true if the student's features are compared with the teacher's: layers of other networks that
    /// happen to have the same shapes have nothing else in common.</summary>
    public static bool ComparesFeatures(FineTuningRequest request, FineTuningOptions options) =>
        options.FeatureWeight > 0.0
        && request.Teacher is { } teacher
        && Shapes(request.Student).SequenceEqual(Shapes(teacher));

    public PreparedBatch Prepare(long step)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var precision = options.EnterPrecision();
        using var batch = Read(_labelsByTeacher ? TeacherOutputSource.ImagesOf(request.Data) : request.Data, step);
        var mixup = options.Mixup > 0.0 ? Mixup.Of(request.Seed, step, batch.Count, options.Mixup) : null;
        var images = LayOut(batch, mixup);
        using var teachers = _teacher is null || request.TeacherData is null ? null : Read(request.TeacherData, step);
        var (outputs, features) = RunTeacher(
            teachers is null ? images : LayOut(teachers, mixup),
            _comparesFeatures && (teachers is null || teachers.Images.shape.SequenceEqual(batch.Images.shape)));
        var labels = _labelsByTeacher ? outputs : batch.Labels;
        return new PreparedBatch(
            images.DetachFromDisposeScope(),
            labels?.alias().DetachFromDisposeScope(),
            labels is null ? null : mixup?.Partner(labels).DetachFromDisposeScope(),
            mixup?.Share ?? 1.0,
            outputs?.DetachFromDisposeScope(),
            features);
    }

    public void Dispose() => _teacher?.Dispose();

    private Batch Read(IBatchSource source, long step) =>
        source.ReadChecked(sequence.Indices(step), options.Augment ? sequence.Augmentation(step) : null);

    private static Tensor LayOut(Batch batch, Mixup? mixup) =>
        MemoryLayout.ToChannelsLast(mixup?.Blend(batch.Images) ?? batch.Images);

    private (Tensor? Outputs, IReadOnlyList<Tensor> Features) RunTeacher(Tensor images, bool withFeatures)
    {
        if (_teacher is null || !withFeatures)
        {
            return (_teacher?.Network.Run(images), []);
        }

        using var trace = _teacher.Network.Trace(images);
        return (
            trace.Outputs!.alias(),
            [.. Enumerable.Range(0, _teacher.Network.Layers.Count).Select(layer => trace.Output(layer).alias().DetachFromDisposeScope())]);
    }

    private static IEnumerable<FeatureShape> Shapes(Network network) =>
        network.Definition.Layers.Select(layer => layer.Output);
}
