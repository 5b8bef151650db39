using System.Collections.Immutable;

namespace Lana.Objectives;

/// <summary>How far a network's outputs are from its teacher's: for each output the squared distance as a share of the teacher's
/// energy, averaged over the outputs.</summary>
/// <remarks>The labels are the teacher's outputs (<see cref="TeacherOutputSource"/>). Each output counts alike, however many numbers
/// and of what size it gives.</remarks>
public sealed class OutputMatchingObjective : IDistillationObjective
{
    // Below this an output counts as zero, so that its share stays finite.
    private const double MinEnergy = 1e-12;

    private readonly ImmutableArray<long> _sizes;

    /// <summary>Compares all numbers as one output.</summary>
    public OutputMatchingObjective() => _sizes = [];

    /// <summary>Compares each output of a network by itself.</summary>
    /// <param name="network">The network.</param>
    public OutputMatchingObjective(NetworkDefinition network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _sizes = [.. network.OutputShapes.Select(shape => shape.Count)];
    }

    /// <inheritdoc/>
    public string Fingerprint => $"output matching {string.Join(' ', _sizes)}";

    /// <inheritdoc/>
    public Tensor Loss(Tensor outputs, Tensor? labels) =>
        Distance(outputs, LabelGuard.Like(outputs, labels, "Output matching"), temperature: 1.0);

    /// <summary>The number of images, each less its error: the distance of its outputs as a share of the teacher's, at most
    /// 1.</summary>
    /// <param name="outputs">float32 [N, K].</param>
    /// <param name="labels">The teacher's outputs, float32 [N, K].</param>
    /// <returns>0 to N.</returns>
    /// <exception cref="InvalidOperationException">There are no labels, or not K for each image.</exception>
    public double CountCorrect(Tensor outputs, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var targets = LabelGuard.Like(outputs, labels, "Output matching");
        using Scalar least = MinEnergy;
        var energies = Parts(targets).Select(part => part.square().sum(1).clamp_min(least));
        var errors = Parts(outputs.sub(targets)).Zip(energies, (error, energy) => error.square().sum(1).div(energy).sqrt()).ToList();
        using Scalar one = 1.0;
        return outputs.size(0) - stack(errors).mean([0]).clamp_max(one).sum().item<float>();
    }

    /// <summary>The distance; the temperature is ignored.</summary>
    /// <inheritdoc/>
    public Tensor Distance(Tensor outputs, Tensor teacherOutputs, double temperature)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(teacherOutputs);
        using Scalar least = MinEnergy;
        var energies = Parts(teacherOutputs).Select(part => part.square().sum().clamp_min(least));
        return stack([.. Parts(outputs.sub(teacherOutputs)).Zip(energies, (error, energy) => error.square().sum().div(energy))]).mean();
    }

    private Tensor[] Parts(Tensor outputs)
    {
        if (_sizes.Length < 2)
        {
            return [outputs];
        }

        return outputs.size(1) == _sizes.Sum()
            ? outputs.split([.. _sizes], 1)
            : throw new InvalidOperationException(
                $"The objective is for outputs of {_sizes.Sum()} numbers; the network gives {outputs.size(1)}.");
    }
}
