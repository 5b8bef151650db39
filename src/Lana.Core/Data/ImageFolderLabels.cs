namespace Lana.Data;

/// <summary>The source of the labels of the images in a folder.</summary>
public enum ImageFolderLabels
{
    /// <summary>One subfolder per class: its name is the class of all images below it.</summary>
    ClassFolders,

    /// <summary>No labels: all images in the folder and its subfolders are read, and batches have no labels.</summary>
    None,
}
