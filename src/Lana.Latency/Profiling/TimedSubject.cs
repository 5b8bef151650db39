namespace Lana.Profiling;

/// <summary>A subject of a table and the key of its measurement.</summary>
internal readonly record struct TimedSubject(string Key, LatencySubject Subject);
