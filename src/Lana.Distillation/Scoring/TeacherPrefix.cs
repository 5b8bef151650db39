using Lana.Data;
using Lana.Kernels;
using Lana.Networks;
using Lana.Objectives;
using Lana.Training;
using static TorchSharp.torch;

namespace Lana.Scoring;

/// <summary>The teacher's features, outputs and loss on one batch.</summary>
internal sealed class TeacherPrefix : IDisposable
{
    private TeacherPrefix(IReadOnlyList<Tensor> features, Tensor outputs, Tensor? labels, double loss)
    {
        Features = features;
        Outputs = outputs;
        Labels = labels;
        Loss = loss;
    }

    public IReadOnlyList<Tensor> Features { get; }

    public Tensor Outputs { get; }

    public Tensor? Labels { get; }

    /// <summary>0 where the score needs none.</summary>
    public double Loss { get; }

    public static TeacherPrefix Compute(
        Network teacher, Batch batch, ScoreKind kind, ITrainingObjective objective)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var (features, logits) = teacher.RunWithFeatures(MemoryLayout.ToChannelsLast(batch.Images));
        var loss = kind == ScoreKind.LossChange ? objective.Loss(logits, batch.Labels).item<float>() : 0.0;
        return new TeacherPrefix(
            [.. features.Select(feature => feature.DetachFromDisposeScope())],
            logits.alias().DetachFromDisposeScope(),
            batch.Labels?.alias().DetachFromDisposeScope(),
            loss);
    }

    public void Dispose()
    {
        foreach (var feature in Features)
        {
            feature.Dispose();
        }

        Outputs.Dispose();
        Labels?.Dispose();
    }
}
