namespace Lana.Pool;

/// <summary>The pool's list of contents as it is written to disk.</summary>
/// <param name="Version">The version of the form; 1.</param>
/// <param name="Entries">What the pool knows.</param>
internal sealed record PoolManifest(int Version, IReadOnlyList<PoolEntry> Entries);
