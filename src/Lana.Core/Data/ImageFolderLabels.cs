namespace Lana.Data;

/// <summary>Where the labels of the images in a folder come from.</summary>
public enum ImageFolderLabels
{
    /// <summary>One subfolder per class: its name is the class of all images below it.</summary>
    ClassFolders,

    /// <summary>There are none: all images in the folder and below it are read, and batches have no labels.</summary>
    None,
}
