namespace Lana.Pipeline;

/// <summary>Checks that some operation can replace a layer.</summary>
internal static class SearchSpaceCheck
{
    private const int MaxReasons = 5;
    private const int MaxLayers = 3;

    /// <summary>Runs the check.</summary>
    /// <returns>True if the search space has candidates.</returns>
    public static bool Run(ISearchSpace searchSpace, NetworkDefinition teacher, PreflightReport report)
    {
        if ((searchSpace as SearchSpace)?.StrangerIn(teacher) is { } problem)
        {
            report.Add($"search space: {problem}");
            return false;
        }

        var layers = teacher.Layers;
        var operations = searchSpace.Operations.Where(operation => operation.Name != Operation.TeacherName).ToList();
        if (layers.Any(layer => searchSpace.For(layer).Any(operation => operation.Name != Operation.TeacherName)))
        {
            return true;
        }

        var reasons =
            from layer in layers
            from operation in operations
            group layer.Name by (operation.Name, Reason: operation.Obstacle(layer) ?? "it was left out") into place
            select $"{place.Key.Name} in {Few(place)}: {place.Key.Reason}";
        report.Add(
            $"search space: no operation can take the place of any of the {layers.Length} layers of '{teacher.Name}'. " +
            $"{string.Join("; ", reasons.Take(MaxReasons))}.");
        return false;
    }

    private static string Few(IEnumerable<string> layers) => Shortened.List(layers, MaxLayers, ", ");
}
