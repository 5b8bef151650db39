namespace Lana.Data;

/// <summary>A readable image of a folder.</summary>
internal sealed record FolderImage(string Path, int Label, string Hash, ReadOnlyMemory<byte> Pixels);
