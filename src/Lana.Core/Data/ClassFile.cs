namespace Lana.Data;

/// <summary>An image file of a folder.</summary>
/// <param name="Path">Its path, absolute.</param>
/// <param name="Name">Its path relative to the folder of its class, or to the whole folder, in the form in which names
/// are compared and with slashes.</param>
/// <param name="Label">The number of its class; null without labels.</param>
internal sealed record ClassFile(string Path, string Name, int? Label);
