using Lana.Candidates;
using Lana.Data;
using Lana.Pipeline;

namespace Lana.Benchmarks.Imported;

/// <summary>A published ONNX file to accelerate, with its goal.</summary>
/// <param name="Name">The name of the row.</param>
/// <param name="Model">The file, relative to the folder of models or absolute.</param>
/// <param name="Speedup">The requested speed-up.</param>
/// <param name="Judge">The evaluation of the student.</param>
/// <param name="Train">The folder of training images; their labels are not used.</param>
internal sealed record ImportedGoal(string Name, string Model, double Speedup, ImportedJudge Judge, string Train)
{
    /// <summary>The preprocessing of images for the network.</summary>
    public required ImageFolderOptions Preprocessing { get; init; }

    /// <summary>The number of training images; 0 for all.</summary>
    public int Images { get; init; }

    /// <summary>The effort of the acceleration.</summary>
    public Effort Effort { get; init; } = Effort.Balanced;

    /// <summary>The epochs of fine-tuning; null for those of the effort.</summary>
    public int? Epochs { get; init; }

    /// <summary>True if layers may also become operations with new weights, those of
    /// <see cref="SearchSpace.Compact"/>.</summary>
    public bool HasNewOperations { get; init; }

    /// <summary>The folder of labelled test images; null if nothing is labelled.</summary>
    public string? Test { get; init; }

    /// <summary>The height and width of the images, if the file leaves them open.</summary>
    public SpatialSize? Size { get; init; }
}
