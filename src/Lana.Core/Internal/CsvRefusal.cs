namespace Lana.Internal;

/// <summary>Creates the exception for a file or text that is refused.</summary>
/// <param name="reason">The error, with the line, as a sentence without the file.</param>
/// <param name="cause">The failure that led to it; null for none.</param>
internal delegate Exception CsvRefusal(string reason, Exception? cause = null);
