namespace Lana.Data;

/// <summary>A readable image of a folder.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Label">Its class.</param>
/// <param name="Hash">Of the file's bytes when the folder was opened.</param>
/// <param name="Pixels">[C, H, W]; empty where it is not kept in memory.</param>
internal sealed record FolderImage(string Path, int Label, string Hash, ReadOnlyMemory<byte> Pixels);
