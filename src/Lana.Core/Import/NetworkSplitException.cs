namespace Lana.Import;

/// <summary>A user's network cannot be split into stem, layers and head.</summary>
public sealed class NetworkSplitException : LanaException
{
    internal NetworkSplitException(NetworkSplit split, Exception? innerException)
        : base($"'{split.Name}' cannot be split: {split.Problem}{Environment.NewLine}{split}", innerException) =>
        Split = split;

    /// <summary>The place of each stage.</summary>
    public NetworkSplit Split { get; }
}
