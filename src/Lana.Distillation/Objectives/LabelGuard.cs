namespace Lana.Objectives;

/// <summary>Checks labels.</summary>
internal static class LabelGuard
{
    /// <summary>Labels of classes: int64 [N], each the number of an output, or the probabilities of all classes.</summary>
    public static Tensor Classes(Tensor outputs, Tensor? labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        if (labels is null)
        {
            throw new InvalidOperationException("Classification needs labels, and this batch source gives none.");
        }

        if (labels.is_floating_point() && labels.shape.SequenceEqual(outputs.shape))
        {
            return labels;
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

    /// <summary>The labels as float32 in the shape of the outputs: another shape would be broadcast and seem to
    /// train.</summary>
    public static Tensor Like(Tensor outputs, Tensor? labels, string what)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        if (labels is null)
        {
            throw new InvalidOperationException($"{what} needs labels, and this batch source gives none.");
        }

        return labels.numel() == outputs.numel() && labels.shape[0] == outputs.shape[0]
            ? labels.to(float32).reshape(outputs.shape)
            : throw new InvalidOperationException(
                $"{what} needs labels [{string.Join(", ", outputs.shape)}], got [{string.Join(", ", labels.shape)}].");
    }
}
