namespace Lana.Objectives;

/// <summary>Checks labels that are numbers.</summary>
internal static class LabelGuard
{
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
