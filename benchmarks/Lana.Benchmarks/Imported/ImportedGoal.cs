using Lana.Candidates;
using Lana.Data;
using Lana.Pipeline;

namespace Lana.Benchmarks.Imported;

/// <summary>A published ONNX file to accelerate, and what is wanted of it.</summary>
/// <param name="Name">The row.</param>
/// <param name="Model">The file, relative to the folder of models or absolute.</param>
/// <param name="Speedup">The speed-up that is wanted.</param>
/// <param name="Judge">What the student is judged by.</param>
/// <param name="Train">The folder of images that train; their labels are not used.</param>
internal sealed record ImportedGoal(string Name, string Model, double Speedup, ImportedJudge Judge, string Train)
{
    /// <summary>How images get to the network.</summary>
    public required ImageFolderOptions Preprocessing { get; init; }

    /// <summary>Images that train; 0 for all.</summary>
    public int Images { get; init; }

    /// <summary>How long it may take.</summary>
    public Effort Effort { get; init; } = Effort.Balanced;

    /// <summary>The epochs of fine-tuning; null for those of the effort.</summary>
    public int? Epochs { get; init; }

    /// <summary>Whether layers may also become operations with new weights, those of <see cref="SearchSpace.Compact"/>.</summary>
    public bool HasNewOperations { get; init; }

    /// <summary>Labelled images that only judge; null where nothing is labelled.</summary>
    public string? Test { get; init; }

    /// <summary>The height and width of the images where the file leaves them open.</summary>
    public SpatialSize? Size { get; init; }
}
