namespace Lana.Weights;

/// <summary>How the weights of a network are read.</summary>
public sealed record WeightLoadOptions
{
    /// <summary>From the names of the file to those of the network.</summary>
    /// <value>Default null: the names are the same.</value>
    public WeightMap? Map { get; init; }

    /// <summary>The beginning of the file's names that is removed before <see cref="Map"/> applies, for example
    /// <c>module.</c> or <c>model.backbone.</c>; names that begin otherwise stay as they are.</summary>
    /// <value>Default null: the prefix, if any, under which the most tensors of the network are found; it is in the
    /// report. An empty text: no prefix is removed.</value>
    public string? Prefix { get; init; }

    /// <summary>Patterns of tensors that the file may have and the network does not, for example
    /// <c>projector.*</c>; <c>*</c> stands for any text and <c>?</c> for one character. They are compared with the names
    /// in the file, and with those names without the prefix.</summary>
    /// <value>Default empty: every tensor of the file must have its place.</value>
    public ImmutableArray<string> Ignore { get; init; } = [];

    /// <summary>Whether a classifier of another size may be left out; everything else must fit.</summary>
    /// <value>Default false: such a file is refused.</value>
    public bool SkipsOtherClassifier { get; init; }
}
