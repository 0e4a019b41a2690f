; Installs for one person, without an administrator; what was installed is removed, what the person made is not.
Unicode true
Target amd64-unicode
ManifestDPIAware true
SetCompressor /SOLID lzma
RequestExecutionLevel user
!include MUI2.nsh
!include FileFunc.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Andu"
!define PROGID "Andu.Document"
!define ICON "$INSTDIR\andu-window.exe"

Name "案牍"
BrandingText "案牍 ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Andu"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "案牍 Andu"
VIAddVersionKey /LANG=2052 "FileDescription" "案牍安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

!define MUI_ICON "${FOLDER}\andu.ico"
!define MUI_UNICON "${FOLDER}\andu.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\andu-window.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

!macro OpenWith SUFFIX
  WriteRegStr HKCU "Software\Classes\.${SUFFIX}\OpenWithProgids" "${PROGID}" ""
!macroend
!macro NoOpenWith SUFFIX
  DeleteRegValue HKCU "Software\Classes\.${SUFFIX}\OpenWithProgids" "${PROGID}"
!macroend
!macro ForEachSuffix DO
  !insertmacro ${DO} pdf
  !insertmacro ${DO} ofd
  !insertmacro ${DO} doc
  !insertmacro ${DO} docx
  !insertmacro ${DO} wps
  !insertmacro ${DO} rtf
  !insertmacro ${DO} odt
  !insertmacro ${DO} txt
!macroend

Function .onInit
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "AnduInstaller") p .r1 ?e'
  Pop $0
  StrCmp $0 183 0 +3
    MessageBox MB_OK|MB_ICONEXCLAMATION "安装程序已经在运行。" /SD IDOK
    Abort
FunctionEnd

Section "案牍（必需）"
  SectionIn RO
  IfFileExists "$INSTDIR\lib\*.*" 0 fresh
    ; an older version: its parts go, so that none of them is mixed with the new ones
    ClearErrors
    Delete "$INSTDIR\andu.exe"
    Delete "$INSTDIR\andu-window.exe"
    IfErrors 0 +3
      MessageBox MB_OK|MB_ICONSTOP "案牍正在运行，请先关闭它再安装。" /SD IDOK
      Abort "案牍正在运行。"
    RMDir /r "$INSTDIR\lib"
    RMDir /r "$INSTDIR\python"
    RMDir /r "$INSTDIR\licences"
  fresh:
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "案牍 ${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "${ICON}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
SectionEnd

Section "开始菜单"
  CreateShortCut "$SMPROGRAMS\案牍.lnk" "$INSTDIR\andu-window.exe"
SectionEnd

Section /o "桌面图标"
  CreateShortCut "$DESKTOP\案牍.lnk" "$INSTDIR\andu-window.exe"
SectionEnd

Section "加入文件的“打开方式”"
  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "案牍"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "${ICON},0"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\andu-window.exe" "%1"'
  !insertmacro ForEachSuffix OpenWith
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  ClearErrors
  Delete "$INSTDIR\andu.exe"
  Delete "$INSTDIR\andu-window.exe"
  IfErrors 0 +3
    MessageBox MB_OK|MB_ICONSTOP "案牍正在运行，请先关闭它再卸载。" /SD IDOK
    Abort
  Delete "$INSTDIR\andu.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\licences"
  RMDir "$INSTDIR"  ; stays where a portable library lies in it
  Delete "$SMPROGRAMS\案牍.lnk"
  Delete "$DESKTOP\案牍.lnk"
  !insertmacro ForEachSuffix NoOpenWith
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
