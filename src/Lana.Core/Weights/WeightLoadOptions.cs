namespace Lana.Weights;

/// <summary>How the weights of a network are read.</summary>
public sealed record WeightLoadOptions
{
    /// <summary>From the names of the file to those of the network.</summary>
    /// <value>Default null: the names are the same.</value>
    public WeightMap? Map { get; init; }

    /// <summary>Whether a classifier of another size may be left out; everything else must fit.</summary>
    /// <value>Default false: such a file is refused.</value>
    public bool SkipsOtherClassifier { get; init; }
}
