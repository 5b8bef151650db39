namespace Lana.Fuzzing;

/// <summary>Every format that Lana reads, by name.</summary>
internal static class FuzzTargets
{
    private static readonly (string Name, Func<FuzzTarget> Make)[] All =
    [
        ("safetensors", () => new SafetensorsTarget()),
        ("idx", () => new IdxTarget()),
        ("jpeg", () => new JpegTarget()),
        ("png", () => new PngTarget()),
        ("problem-csv", () => new ProblemCsvTarget()),
        ("problem-json", () => new ProblemJsonTarget()),
        ("latency-csv", () => new LatencyCsvTarget()),
        ("table-json", () => new LatencyTableTarget()),
        ("definition-json", () => new DefinitionTarget()),
        ("selections", () => new SelectionTarget()),
        ("run-directory", () => new RunDirectoryTarget()),
        ("onnx", () => new OnnxTarget()),
        ("operation-names", () => new OperationNameTarget()),
    ];

    public static IEnumerable<string> Names => All.Select(target => target.Name);

    /// <summary>Makes the target of a format; the caller disposes it.</summary>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static FuzzTarget Make(string name) => All.FirstOrDefault(target => target.Name == name).Make?.Invoke()
        ?? throw new ArgumentException($"There is no format '{name}'; there are {string.Join(", ", Names)}.");
}
