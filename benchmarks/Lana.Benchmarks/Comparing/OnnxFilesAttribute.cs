using BenchmarkDotNet.Configs;

namespace Lana.Benchmarks.Comparing;

/// <summary>Names the ONNX files that an <see cref="OnnxComparison"/> compares; the first is the baseline.</summary>
/// <remarks>Brings its own configuration: a column with each file's time as a share of the first one's.</remarks>
/// <param name="files">Two or more files. A relative path is searched next to the program, then in the current
/// directory.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnnxFilesAttribute(params string[] files) : Attribute, IConfigSource
{
    /// <summary>The files as they were given.</summary>
    public IReadOnlyList<string> Files { get; } = files;

    /// <summary>Threads inside one operator.</summary>
    /// <value>Default 1.</value>
    public int Threads { get; init; } = 1;

    /// <summary>Images per run, if the model's first dimension is free.</summary>
    /// <value>Default 1.</value>
    public int Batch { get; init; } = 1;

    /// <inheritdoc/>
    public IConfig Config { get; } = ManualConfig.CreateEmpty().AddColumn(new ShareOfFirstColumn());
}
