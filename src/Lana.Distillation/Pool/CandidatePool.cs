using System.Collections.Concurrent;
using Lana.Candidates;
using Lana.Modules;
using Lana.Networks;
using Lana.Storage;
using Lana.Weights;

namespace Lana.Pool;

/// <summary>The trained operations of one teacher, in a directory: a manifest and one safetensors file for
/// each.</summary>
/// <remarks>
/// Files are <c>&lt;layer&gt;/&lt;operation&gt;.safetensors</c>. An entry is written behind its file, so what the
/// manifest names is whole; a file that no longer has the hash the manifest gives is trained again. Safe to read from
/// several threads; one writer at a time.
/// </remarks>
public sealed class CandidatePool : IDisposable
{
    private readonly Dictionary<(string Layer, string Operation), PoolEntry> _entries;
    private readonly ConcurrentDictionary<(string Layer, string Operation), LanaModule> _modules = new();

    private CandidatePool(string directory, IEnumerable<PoolEntry> entries)
    {
        Directory = directory;
        _entries = entries.ToDictionary(entry => (entry.Layer, entry.Operation));
    }

    /// <summary>Where the pool lives.</summary>
    public string Directory { get; }

    /// <summary>What the pool knows, ordered by layer and operation name.</summary>
    public IReadOnlyList<PoolEntry> Entries => [.. _entries.Values
        .OrderBy(entry => entry.Layer, StringComparer.Ordinal)
        .ThenBy(entry => entry.Operation, StringComparer.Ordinal)];

    private string ManifestPath => Path.Combine(Directory, "manifest.json");

    /// <summary>Opens a pool, empty where there is none yet.</summary>
    /// <param name="directory">The pool's directory; made when something is added.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="DamagedFileException">The manifest cannot be read.</exception>
    public static CandidatePool Open(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        var manifest = Path.Combine(directory, "manifest.json");
        return new CandidatePool(directory, File.Exists(manifest) ? PoolManifest.Read(manifest).Entries : []);
    }

    /// <summary>Whether an operation was trained by this recipe and its file is whole, or failed by this
    /// recipe.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="operation">The operation's canonical name.</param>
    /// <param name="recipe">The hash of everything the training depends on.</param>
    /// <returns>True where there is nothing left to do.</returns>
    public bool IsDone(string layer, string operation, string recipe) =>
        _entries.TryGetValue((layer, operation), out var entry)
        && entry.Recipe == recipe
        && (!entry.IsTrained || IsWhole(entry));

    /// <summary>Looks an entry up.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="operation">The operation's canonical name.</param>
    /// <returns>The entry, or null.</returns>
    public PoolEntry? Find(string layer, string operation) => _entries.GetValueOrDefault((layer, operation));

    /// <summary>How the operations of each layer fared.</summary>
    /// <returns>A table that prints itself.</returns>
    public PoolDescription Describe() => new([.. _entries.Values
        .GroupBy(entry => entry.Layer)
        .OrderBy(layer => layer.Key, StringComparer.Ordinal)
        .Select(layer => PoolLayerDescription.Of(layer.Key, [.. layer]))]);

    /// <summary>A trained operation, ready to run; the identity needs no entry.</summary>
    /// <param name="job">The operation and its layer.</param>
    /// <returns>A module that the pool owns: it is shared, so nobody may train or dispose it.</returns>
    /// <exception cref="ArgumentException">It is the teacher's own layer, which is in the teacher.</exception>
    /// <exception cref="KeyNotFoundException">The operation was not trained, or its training failed.</exception>
    /// <exception cref="SafetensorsException">Its file is damaged.</exception>
    public LanaModule Load(CandidateJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.Operation is TeacherOperation)
        {
            throw new ArgumentException(
                $"The teacher's own layer '{job.Layer.Name}' is not in a pool: take it from the teacher.", nameof(job));
        }

        var key = (job.Layer.Name, job.Operation.Name);
        if (job.NeedsTraining && !(_entries.TryGetValue(key, out var entry) && entry.IsTrained))
        {
            throw new KeyNotFoundException(
                $"The pool '{Directory}' has no trained operation '{job.Operation}' for layer '{job.Layer.Name}'.");
        }

        return _modules.GetOrAdd(key, _ => Read(job));
    }

    /// <summary>The teacher with other operations in some layers.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="jobs">At most one operation for each layer; layers without one keep the teacher's.</param>
    /// <returns>A view that shares the modules of the teacher and the pool.</returns>
    /// <exception cref="KeyNotFoundException">An operation was not trained.</exception>
    public LayeredNetwork Assemble(LayeredNetwork teacher, IEnumerable<CandidateJob> jobs)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(jobs);
        return teacher.With(jobs
            .Where(job => job.Operation is not TeacherOperation)
            .ToDictionary(job => job.Layer.Index, Load));
    }

    /// <summary>Disposes the modules that were loaded.</summary>
    public void Dispose()
    {
        foreach (var module in _modules.Values)
        {
            module.Dispose();
        }

        _modules.Clear();
    }

    /// <summary>Keeps trained and failed operations: the files first, then the manifest.</summary>
    internal void Add(IEnumerable<(PoolEntry Entry, LanaModule? Module)> finished)
    {
        foreach (var (entry, module) in finished)
        {
            var key = (entry.Layer, entry.Operation);
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

        PoolManifest.Of(Entries).Write(ManifestPath);
    }

    private LanaModule Read(CandidateJob job)
    {
        var module = job.Operation.Define(job.Layer).Build(job.Layer.Input);
        if (job.NeedsTraining)
        {
            Fill(module, _entries[(job.Layer.Name, job.Operation.Name)]);
        }

        return module;
    }

    private void Fill(LanaModule module, PoolEntry entry)
    {
        try
        {
            ModuleWeights.Load(module, PathOf(entry));
            if (!IsWhole(entry))
            {
                throw new SafetensorsException(
                    PathOf(entry), "it is not what was written. Train the pool again, and only this operation is.");
            }
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    private bool IsWhole(PoolEntry entry)
    {
        var path = PathOf(entry);
        return File.Exists(path) && ContentHash.OfFile(path) == entry.FileHash;
    }

    private string PathOf(PoolEntry entry) => Path.Combine(Directory, entry.Layer, $"{entry.Operation}.safetensors");
}
