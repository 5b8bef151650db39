using Lana.Weights;

namespace Lana.Objectives;

/// <summary>Images whose labels are the teacher's outputs, for networks without labelled data.</summary>
/// <remarks>Use it with <see cref="OutputMatchingObjective"/>. The labels of an augmented image are the teacher's
/// outputs for the augmented image. The teacher is not changed and must outlive the source.</remarks>
public sealed class TeacherOutputSource : IBatchSource
{
    private readonly Network _teacher;
    private readonly Lazy<string> _fingerprint;

    /// <summary>Creates a source that labels images by a teacher.</summary>
    /// <param name="teacher">The teacher; the caller keeps ownership.</param>
    /// <param name="images">The images; their own labels are not used.</param>
    /// <exception cref="ArgumentException">The teacher takes images of another shape.</exception>
    public TeacherOutputSource(Network teacher, IBatchSource images)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(images);
        if (images.Shape != teacher.Input)
        {
            throw new ArgumentException($"The teacher '{teacher.Name}' takes images of {teacher.Input}; got {images.Shape}.", nameof(images));
        }

        (_teacher, Images) = (teacher, images);
        _fingerprint = new Lazy<string>(() => ContentHash.Of(
            nameof(TeacherOutputSource), ModuleWeights.Fingerprint(teacher), images.Fingerprint));
    }

    /// <summary>The images.</summary>
    public IBatchSource Images { get; }

    /// <inheritdoc/>
    public int Count => Images.Count;

    /// <inheritdoc/>
    public FeatureShape Shape => Images.Shape;

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Returns the images of a source for a consumer that needs no labels: a teacher that would compute them
    /// does not run.</summary>
    internal static IBatchSource ImagesOf(IBatchSource source) => source is TeacherOutputSource own ? own.Images : source;

    /// <summary>Returns true if the labels are the outputs of this network.</summary>
    internal bool IsLabelledBy(Network? network) => ReferenceEquals(_teacher, network);

    /// <inheritdoc/>
    public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var batch = Images.ReadChecked(indices, augmentation);
        var outputs = _teacher.Run(MemoryLayout.ToChannelsLast(batch.Images));
        return new Batch(batch.Images.alias().MoveToOuterDisposeScope(), outputs.MoveToOuterDisposeScope());
    }
}
