using System.Collections.Concurrent;
using Lana.Weights;

namespace Lana.Pool;

/// <summary>The trained operations of one teacher in a directory: a manifest and a safetensors file for each.</summary>
/// <remarks> Files are <c>&lt;layer&gt;/&lt;operation&gt;.safetensors</c>. An entry is written after its file, so that
/// every entry has a complete file; an operation whose file does not have the hash in its entry is trained again. Safe
/// to read from several threads; one writer at a time.</remarks>
public sealed class CandidatePool : IDisposable
{
    private readonly Dictionary<CandidateKey, PoolEntry> _entries;
    private readonly ConcurrentDictionary<CandidateKey, LanaModule> _modules = new();

    private CandidatePool(string directory, string records, IEnumerable<PoolEntry> entries)
    {
        (Directory, RecordsDirectory) = (directory, records);
        _entries = entries.ToDictionary(entry => entry.Key);
    }

    /// <summary>The pool's directory, absolute.</summary>
    public string Directory { get; }

    /// <summary>All entries, ordered by layer and operation name.</summary>
    public IReadOnlyList<PoolEntry> Entries => [.. _entries.Values
        .OrderBy(entry => entry.Key.Layer, StringComparer.Ordinal)
        .ThenBy(entry => entry.Key.Operation, StringComparer.Ordinal)];

    /// <summary>Where the manifest and the checkpoints are: the pool's directory, unless several writers share the
    /// files.</summary>
    internal string RecordsDirectory { get; }

    private string ManifestPath => ManifestIn(RecordsDirectory);

    /// <summary>Opens a pool, which is empty if there is none yet.</summary>
    /// <param name="directory">The pool's directory; created when something is added.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="DamagedFileException">The manifest cannot be read.</exception>
    public static CandidatePool Open(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        return Open(directory, directory);
    }

    /// <summary>Opens the part of a pool that one of several writers makes: files go to the pool's directory, the manifest and
    /// the checkpoints to the writer's own. Two writers of one operation write the same bytes.</summary>
    internal static CandidatePool Open(string directory, string records)
    {
        (directory, records) = (Path.GetFullPath(directory), Path.GetFullPath(records));
        var manifest = ManifestIn(records);
        return new CandidatePool(directory, records, File.Exists(manifest) ? PoolManifest.Read(manifest).Entries : []);
    }

    /// <summary>Adds what another writer has made, whose files are in the directory already.</summary>
    internal void Adopt(IEnumerable<PoolEntry> entries)
    {
        foreach (var entry in entries)
        {
            _entries[entry.Key] = entry;
        }
    }

    /// <summary>Writes the manifest.</summary>
    internal void Save() => PoolManifest.Of(Entries).Write(ManifestPath);

    /// <summary>Returns true if a candidate was trained or failed with this fingerprint; its file has to be intact.</summary>
    internal bool IsDone(CandidateKey key, string fingerprint) =>
        _entries.TryGetValue(key, out var entry)
        && entry.Fingerprint == fingerprint
        && (!entry.IsTrained || IsIntact(entry));

    /// <summary>Finds the entry of a candidate.</summary>
    /// <param name="key">The candidate.</param>
    /// <returns>The entry, or null.</returns>
    public PoolEntry? Find(CandidateKey key) => _entries.GetValueOrDefault(key);

    /// <summary>Describes the operations of each layer.</summary>
    /// <returns>A table with a line per layer: its name, the operations that were trained and left out, initial and
    /// final loss as minimum, median and maximum, and the operation with the lowest final loss.</returns>
    public string Describe() => PoolDescription.Of(Entries);

    /// <summary>Loads a trained operation; operations without parameters need no entry.</summary>
    /// <param name="candidate">The operation and its layer.</param>
    /// <returns>A module that the pool owns and shares: it must not be trained or disposed.</returns>
    /// <exception cref="ArgumentException">It is the teacher's own layer, which is in the teacher.</exception>
    /// <exception cref="KeyNotFoundException">The operation was not trained, or its training failed.</exception>
    /// <exception cref="SafetensorsException">Its file is damaged.</exception>
    public LanaModule Load(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (candidate.IsTeacher)
        {
            throw new ArgumentException(
                $"The teacher's own layer '{candidate.Layer.Name}' is not in a pool: take it from the teacher.",
                nameof(candidate));
        }

        var key = candidate.Key;
        if (candidate.NeedsTraining && !(_entries.TryGetValue(key, out var entry) && entry.IsTrained))
        {
            throw new KeyNotFoundException($"The pool '{Directory}' has no trained {candidate}.");
        }

        return _modules.GetOrAdd(key, _ => Read(candidate));
    }

    /// <summary>Replaces layers of the teacher by trained operations.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="candidates">At most one candidate for each layer; layers without one stay the teacher's.</param>
    /// <returns>A view that shares the modules of the teacher and the pool.</returns>
    /// <exception cref="KeyNotFoundException">An operation was not trained.</exception>
    public Network Assemble(Network teacher, IEnumerable<Candidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(candidates);
        return teacher.With(candidates
            .Where(candidate => !candidate.IsTeacher)
            .ToDictionary(candidate => candidate.Layer.Index, Load));
    }

    /// <summary>Disposes the loaded modules.</summary>
    public void Dispose()
    {
        foreach (var module in _modules.Values)
        {
            module.Dispose();
        }

        _modules.Clear();
    }

    /// <summary>Adds trained and failed operations: the files first, then the manifest.</summary>
    internal void Add(IEnumerable<(PoolEntry Entry, LanaModule? Module)> finished)
    {
        foreach (var (entry, module) in finished)
        {
            var key = entry.Key;
            if (_modules.TryRemove(key, out var stale))
            {
                stale.Dispose();
            }

            if (module is null)
            {
                _entries[key] = entry;
                continue;
            }

            var path = PathOf(entry);
            ModuleWeights.Save(module, path);
            _entries[key] = entry with { FileHash = ContentHash.OfFile(path) };
        }

        Save();
    }

    /// <summary>Whether the file of a trained operation is what was written.</summary>
    internal bool IsIntact(PoolEntry entry)
    {
        var path = PathOf(entry);
        return File.Exists(path) && ContentHash.OfFile(path) == entry.FileHash;
    }

    private static string ManifestIn(string directory) => Path.Combine(directory, "manifest.json");

    private LanaModule Read(Candidate candidate)
    {
        var module = candidate.Definition.Build(candidate.Layer.Input);
        if (!candidate.NeedsTraining)
        {
            return module;
        }

        try
        {
            var entry = _entries[candidate.Key];
            ModuleWeights.Load(module, PathOf(entry));
            return IsIntact(entry) ? module : throw new SafetensorsException(
                PathOf(entry), "it is not what was written. Train the pool again, and only this operation is.");
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    private string PathOf(PoolEntry entry) =>
        Path.Combine(Directory, entry.Key.Layer, $"{entry.Key.Operation}.safetensors");
}
