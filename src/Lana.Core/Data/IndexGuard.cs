namespace Lana.Data;

/// <summary>Checks the indices that are passed to a source.</summary>
internal static class IndexGuard
{
    public static void Check(ReadOnlySpan<int> indices, int count)
    {
        if (indices.IsEmpty)
        {
            throw new ArgumentException("A batch has at least one example.", nameof(indices));
        }

        var wrong = indices.IndexOfAnyExceptInRange(0, count - 1);
        if (wrong >= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(indices), indices[wrong], $"Examples are 0 to {count - 1}.");
        }
    }
}
