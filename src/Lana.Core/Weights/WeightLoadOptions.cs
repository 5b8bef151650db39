namespace Lana.Weights;

/// <summary>Options for reading the weights of a network.</summary>
public sealed record WeightLoadOptions
{
    /// <summary>Maps the names of the file to those of the network.</summary>
    /// <value>Default null: the names are the same.</value>
    public WeightMap? Map { get; init; }

    /// <summary>The beginning of the file's names that is removed before <see cref="Map"/> applies, for example
    /// <c>module.</c> or <c>model.backbone.</c>; other names are not changed.</summary>
    /// <value>Default null: the prefix, if any, under which the most tensors of the network are found; it is in the
    /// report. An empty text: no prefix is removed.</value>
    public string? Prefix { get; init; }

    /// <summary>Patterns of tensors that the file may have and the network does not, for example <c>projector.*</c>;
    /// <c>*</c> matches any text and <c>?</c> one character. They are compared with the names in the file, and with
    /// those names without the prefix.</summary>
    /// <value>Default empty: the network must have every tensor of the file.</value>
    public ImmutableArray<string> Ignore { get; init; } = [];

    /// <summary>True to leave out a classifier of another size; everything else must fit.</summary>
    /// <value>Default false: such a file is refused.</value>
    public bool SkipsOtherClassifier { get; init; }
}
