using System.Collections.Immutable;

namespace Lana.Objectives;

/// <summary>The distance of a network's outputs from its teacher's: for each output the squared distance as a share of
/// the teacher's energy, or for logits the Kullback-Leibler divergence, averaged over the outputs.</summary>
/// <remarks>The labels are the teacher's outputs (<see cref="TeacherOutputSource"/>). Each output has the same weight,
/// independent of the number and magnitude of its values.</remarks>
public sealed class OutputMatchingObjective : IDistillationObjective
{
    private const string What = "Output matching";

    // Below this an output counts as zero, so that the relative distance stays finite.
    private const double MinEnergy = 1e-12;

    private readonly ImmutableArray<OutputPart> _parts;

    /// <summary>Compares all numbers as one output.</summary>
    public OutputMatchingObjective() => _parts = [];

    /// <summary>Compares each output of a network by itself.</summary>
    /// <param name="network">The network.</param>
    /// <param name="logits">The names of the outputs that are logits of classes, before a softmax; the classes are the
    /// first axis after N, as in [N, classes] and [N, classes, H, W]. Null for none.</param>
    /// <exception cref="ArgumentException">A name is not that of an output, or an output has only one class.</exception>
    public OutputMatchingObjective(NetworkDefinition network, IReadOnlyCollection<string>? logits = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        _parts = OutputPart.Of(network, logits ?? []);
    }

    /// <inheritdoc/>
    public string Fingerprint =>
        $"output matching {string.Join(' ', _parts.Select(part => part.IsLogits ? $"logits {part.Shape}" : $"{part.Shape.Count}"))}";

    /// <summary>The names of the outputs that are logits of classes.</summary>
    internal IReadOnlyList<string> Logits => [.. _parts.Where(part => part.IsLogits).Select(part => part.Name)];

    /// <inheritdoc/>
    public Tensor Loss(Tensor outputs, Tensor? labels) =>
        Distance(outputs, LabelGuard.Like(outputs, labels, What), temperature: 1.0);

    /// <summary>The number of images, minus the error of each, which is at most 1: the distance of its outputs as a
    /// share of the teacher's, or for logits the share of positions with another largest class.</summary>
    /// <param name="outputs">float32 [N, K].</param>
    /// <param name="labels">The teacher's outputs, float32 [N, K].</param>
    /// <returns>0 to N.</returns>
    /// <exception cref="InvalidOperationException">There are no labels, or not K for each image.</exception>
    public double CountCorrect(Tensor outputs, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var targets = LabelGuard.Like(outputs, labels, What);
        using Scalar one = 1.0;
        return outputs.size(0) - ForEach(outputs, targets, ImageErrors).mean([0]).clamp_max(one).sum().item<float>();
    }

    /// <summary>The distance; the temperature softens only logits.</summary>
    /// <inheritdoc/>
    public Tensor Distance(Tensor outputs, Tensor teacherOutputs, double temperature)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(teacherOutputs);
        return ForEach(outputs, teacherOutputs, (part, student, teacher) => part is { IsLogits: true }
            ? DistillationLoss.Of(part.Rows(student), part.Rows(teacher), temperature)
            : RelativeSquares(student, teacher, [0, 1])).mean();
    }

    private static Tensor ImageErrors(OutputPart? part, Tensor student, Tensor teacher)
    {
        using Scalar one = 1.0;
        return part is { IsLogits: true }
            ? part.Top1Agreement(student, teacher).to(float32).neg().add(one)
            : RelativeSquares(student, teacher, [1]).sqrt();
    }

    private static Tensor RelativeSquares(Tensor student, Tensor teacher, long[] axes)
    {
        using Scalar least = MinEnergy;
        return student.sub(teacher).square().sum(axes).div(teacher.square().sum(axes).clamp_min(least));
    }

    private Tensor ForEach(Tensor outputs, Tensor teacherOutputs, Func<OutputPart?, Tensor, Tensor, Tensor> compare)
    {
        if (_parts.IsEmpty)
        {
            return stack([compare(null, outputs, teacherOutputs)]);
        }

        var size = _parts.Sum(part => part.Shape.Count);
        if (outputs.size(1) != size)
        {
            throw new InvalidOperationException(
                $"The objective is for outputs of {size} numbers; the network gives {outputs.size(1)}.");
        }

        var (students, teachers) = (OutputPart.Split(_parts, outputs), OutputPart.Split(_parts, teacherOutputs));
        return stack([.. _parts.Select((part, i) => compare(part, students[i], teachers[i]))]);
    }
}
