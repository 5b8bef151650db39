namespace Lana.Scoring;

/// <summary>The teacher's features and outputs on one batch; its loss is 0 if the score needs none.</summary>
internal sealed record TeacherPrefix(NetworkTrace? Trace, Tensor Outputs, Tensor? Labels, double Loss) : IDisposable
{
    public static TeacherPrefix Compute(Network teacher, Batch batch, ScoreKind kind, ITrainingObjective objective)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var trace = teacher.Trace(MemoryLayout.ToChannelsLast(batch.Images));
        var outputs = trace.Outputs!;
        var loss = kind == ScoreKind.LossChange ? objective.Loss(outputs, batch.Labels).item<float>() : 0.0;
        return new TeacherPrefix(trace, outputs, batch.Labels?.alias().DetachFromDisposeScope(), loss);
    }

    /// <summary>A part of the images, without features; shares memory. The loss is that of all images, which is the
    /// same for every candidate.</summary>
    public TeacherPrefix Part(long first, long count) =>
        new(null, Outputs.narrow(0, first, count), Labels?.narrow(0, first, count), Loss);

    public void Dispose()
    {
        Trace?.Dispose();
        Outputs.Dispose();
        Labels?.Dispose();
    }
}
