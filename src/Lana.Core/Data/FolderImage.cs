namespace Lana.Data;

/// <summary>A readable image of a folder.</summary>
internal sealed record FolderImage(ClassFile File, string Hash, ReadOnlyMemory<byte> Pixels);
