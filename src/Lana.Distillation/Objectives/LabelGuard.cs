namespace Lana.Objectives;

/// <summary>Checks labels.</summary>
internal static class LabelGuard
{
    private const string None =
        $"needs labels, and this batch source gives none (as an image folder without classes). Give labels, or learn from the teacher's " +
        $"outputs: {nameof(TeacherOutputSource)} with {nameof(OutputMatchingObjective)}.";

    // Allows for the rounding of float32 and of mixed labels.
    private const double ProbabilityTolerance = 1e-3;

    /// <summary>Checks labels of classes: int64 [N], each the index of an output, or the probabilities of all
    /// classes.</summary>
    public static Tensor Classes(Tensor outputs, Tensor? labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        if (labels is null)
        {
            throw new InvalidOperationException($"Classification {None}");
        }

        if (labels.is_floating_point() && labels.shape.SequenceEqual(outputs.shape))
        {
            return Probabilities(labels);
        }

        if (labels.is_floating_point() || labels.dim() != 1 || labels.shape[0] != outputs.shape[0])
        {
            throw new InvalidOperationException(
                $"Classification needs int64 [{outputs.shape[0]}] as labels, got {labels.dtype} [{string.Join(", ", labels.shape)}]. " +
                $"For numbers or several labels use {nameof(RegressionObjective)} or {nameof(MultiLabelObjective)}.");
        }

        var (least, most) = (labels.min().ToInt64(), labels.max().ToInt64());
        return least >= 0 && most < outputs.shape[1]
            ? labels.to(int64)
            : throw new InvalidOperationException(
                $"The network has {outputs.shape[1]} outputs, so labels are 0 to {outputs.shape[1] - 1}; got {least} to {most}. Give the " +
                "network one output for each class, or number the classes from 0.");
    }

    private static Tensor Probabilities(Tensor labels)
    {
        using var scope = NewDisposeScope();
        using Scalar one = 1.0;
        var (least, error) = (labels.min().ToDouble(), labels.sum(1).sub(one).abs().max().ToDouble());
        return least >= -ProbabilityTolerance && error <= ProbabilityTolerance
            ? labels
            : throw new InvalidOperationException(
                "Classification takes the probabilities of all classes as labels, and these are not: they are below 0, or their sum is not " +
                $"1. The outputs of a teacher ({nameof(TeacherOutputSource)}) are labels for {nameof(OutputMatchingObjective)}.");
    }

    /// <summary>Checks labels and returns them as float32 in the shape of the outputs: another shape would be
    /// broadcast, and the training would seem to work.</summary>
    public static Tensor Like(Tensor outputs, Tensor? labels, string what)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        if (labels is null)
        {
            throw new InvalidOperationException($"{what} {None}");
        }

        return labels.numel() == outputs.numel() && labels.shape[0] == outputs.shape[0]
            ? labels.to(float32).reshape(outputs.shape)
            : throw new InvalidOperationException(
                $"{what} needs labels [{string.Join(", ", outputs.shape)}], got [{string.Join(", ", labels.shape)}].");
    }
}
