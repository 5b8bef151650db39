namespace Lana.Internal;

/// <summary>Finds the known names that are nearest to a mistyped one.</summary>
internal static class NearestNames
{
    private const int Count = 3;
    private const int MaxOnStack = 128;

    public static IEnumerable<string> Of(string name, IEnumerable<string> known) => known
        .OrderBy(candidate => Distance(name, candidate))
        .ThenBy(candidate => candidate, StringComparer.Ordinal)
        .Take(Count);

    // The Levenshtein distance, computed one row at a time.
    private static int Distance(string left, string right)
    {
        var row = right.Length < MaxOnStack ? stackalloc int[right.Length + 1] : new int[right.Length + 1];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
